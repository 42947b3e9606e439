using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>The columns of samples, by place.</summary>
internal static class SampleSchema
{
    public const int Time = 0, Series = 1, Signal = 2, Unit = 3, Job = 4, Rank = 5, Node = 6, Device = 7, Dimensions = 8, Value = 9;

    public static DataViewSchema Make()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(SampleColumns.Time, NumberDataViewType.Int64);
        builder.AddColumn(SampleColumns.Series, NumberDataViewType.Int32);
        builder.AddColumn(SampleColumns.Signal, TextDataViewType.Instance);
        builder.AddColumn(SampleColumns.Unit, TextDataViewType.Instance);
        builder.AddColumn(SampleColumns.Job, TextDataViewType.Instance);
        builder.AddColumn(SampleColumns.Rank, NumberDataViewType.Int32);
        builder.AddColumn(SampleColumns.Node, TextDataViewType.Instance);
        builder.AddColumn(SampleColumns.Device, TextDataViewType.Instance);
        builder.AddColumn(SampleColumns.Dimensions, TextDataViewType.Instance);
        builder.AddColumn(SampleColumns.Value, NumberDataViewType.Single);
        return builder.ToSchema();
    }
}
