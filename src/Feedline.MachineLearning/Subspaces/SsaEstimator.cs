using Feedline.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Learns from the first rows what a series is made of.</summary>
internal sealed class SsaEstimator(SsaSettings settings) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column column = SsaTransformer.Column(input.Schema, settings.Input);
        var series = new List<double>();
        using DataViewRowCursor cursor = input.GetRowCursor([column]);
        ValueGetter<float> getter = cursor.GetGetter<float>(column);
        float value = 0;
        while (series.Count < settings.TrainingRows && cursor.MoveNext())
        {
            getter(ref value);
            if (!float.IsFinite(value))
                throw new ArgumentException($"Column '{settings.Input}' has a value in row {series.Count} that is not finite: fill gaps first.", nameof(input));

            series.Add(value);
        }

        return series.Count > 2 * settings.Window
            ? new SsaTransformer(settings, SsaModel.Train([.. series], settings.Window))
            : throw new ArgumentException($"The data has {series.Count} rows: more than two windows of {settings.Window} are needed.", nameof(input));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        if (InputColumn.Check(inputSchema, settings.Input).Kind != SchemaShape.Column.VectorKind.Scalar)
            throw SsaTransformer.NoSeries(settings.Input);

        return AddedColumn.After(inputSchema, settings.Output, isVector: true, hasSlotNames: true, NumberDataViewType.Double);
    }
}
