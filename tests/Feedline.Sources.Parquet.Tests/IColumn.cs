using Parquet;
using Parquet.Schema;

namespace Feedline.Sources.Parquet.Tests;

/// <summary>A column of any type to write.</summary>
internal interface IColumn
{
    DataField Field { get; }

    Task WriteAsync(ParquetRowGroupWriter group);
}
