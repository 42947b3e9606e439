using Parquet;
using Parquet.Schema;

namespace Feedline.Sources.Parquet.Tests;

/// <summary>A column to write, without gaps.</summary>
internal sealed class Column<T>(string name, T[] values) : IColumn
    where T : struct
{
    public DataField Field { get; } = new DataField<T>(name);

    public Task WriteAsync(ParquetRowGroupWriter group) => group.WriteAsync<T>(Field, values);
}
