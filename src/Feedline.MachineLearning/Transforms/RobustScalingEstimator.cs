using Feedline.Signals;
using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>Learns median and spread of each slot.</summary>
/// <param name="output">The column that is added.</param>
/// <param name="source">The column that is read.</param>
/// <param name="range">The quantiles between which the spread lies; null for the median absolute deviation.</param>
internal sealed class RobustScalingEstimator(string output, string source, (double Lower, double Upper)? range) : IEstimator<ITransformer>
{
    /// <summary>Of more rows an even sample of so many is looked at.</summary>
    public const int MostRows = 1 << 20;

    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        InputColumn column = InputColumn.Of(input.Schema, source);
        List<float>[] values = Read(input, column);
        var centers = new double[column.Slots];
        var scales = new double[column.Slots];
        for (int slot = 0; slot < column.Slots; slot++)
            (centers[slot], scales[slot]) = Learn([.. values[slot].Where(float.IsFinite).Select(value => (double)value)]);

        return new RobustScalingTransformer(output, source, column.IsVector, centers, scales);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column column = InputColumn.Check(inputSchema, source);
        return AddedColumn.After(inputSchema, output, column.Kind != SchemaShape.Column.VectorKind.Scalar, hasSlotNames: true);
    }

    private static List<float>[] Read(IDataView data, InputColumn column)
    {
        var values = new List<float>[column.Slots];
        for (int slot = 0; slot < values.Length; slot++)
            values[slot] = [];

        // The same rows each time: a fit must be repeatable.
        var random = new Random(0);
        using DataViewRowCursor cursor = data.GetRowCursor([column.Column]);
        Action<double[]> read = column.Reader(cursor);
        var row = new double[column.Slots];
        for (long seen = 0; cursor.MoveNext(); seen++)
        {
            long place = seen < MostRows ? seen : random.NextInt64(seen + 1);
            if (place >= MostRows)
                continue;

            read(row);
            for (int slot = 0; slot < values.Length; slot++)
            {
                if (place == values[slot].Count)
                    values[slot].Add((float)row[slot]);
                else
                    values[slot][(int)place] = (float)row[slot];
            }
        }

        return values;
    }

    private (double Center, double Scale) Learn(double[] values)
    {
        if (values.Length == 0)
            return (0, 1);

        double deviation = Summary.Of(values).StandardDeviation;
        double center, scale;
        if (range is { } levels)
        {
            Span<double> quantiles = stackalloc double[3];
            Quantile.InPlace(values, [levels.Lower, 0.5, levels.Upper], quantiles);
            (center, scale) = (quantiles[1], quantiles[2] - quantiles[0]);
        }
        else
        {
            scale = MedianAbsoluteDeviation.NormalScale * MedianAbsoluteDeviation.InPlace(values, out center);
        }

        // More than half of quantised values are often equal: then what the others are like decides.
        if (scale == 0)
            scale = deviation / 2;

        return (center, scale > 0 ? scale : 1);
    }
}
