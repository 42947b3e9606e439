using System.Numerics.Tensors;
using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>Fits a model to the quiet ones among rows, and tells how far out quiet rows are that it has not seen.</summary>
internal static class Training
{
    private const int Stretches = 4;

    /// <summary>A component must be borne by so many rows, or it is one of them.</summary>
    private const int RowsPerComponent = 4;

    /// <summary>Rows whose logarithm of the distance is so many spreads above the median are no quiet ones.</summary>
    private const double OutlierSpreads = 4;

    /// <summary>The least such spread: rows that are all alike differ by chance.</summary>
    private const double LeastSpread = 0.1;

    /// <summary>In place of a distance of 0, which has no logarithm.</summary>
    private const double Nothing = 1e-9;

    public static (DistanceModel Model, double[] QuietDistances) Run(
        RowScaling scaling, ReadOnlySpan<double> windows, int width, int components, CancellationToken cancellationToken)
    {
        float[][] rows = Scaled(scaling, windows, width);

        // By a model of the half with the least deviations first: one of all rows would take what many bad ones have in common for usual.
        float[] lengths = [.. rows.Select(static row => TensorPrimitives.Norm<float>(row))];
        float middle = Median.InPlace([.. lengths]);
        float[][] inner = [.. rows.Where((_, i) => lengths[i] <= middle)];
        DistanceModel first = DistanceModel.Fit(inner, Rank(inner.Length, width, components), cancellationToken);
        double[] fromFirst = Distances(first, rows);
        double farthest = Limit(fromFirst);
        float[][] quiet = [.. rows.Where((_, i) => fromFirst[i] <= farthest)];

        double[] distances = HeldOut(quiet, components, cancellationToken);
        double limit = Limit(distances);
        float[][] quieter = [.. quiet.Where((_, i) => distances[i] <= limit)];
        return (DistanceModel.Fit(quieter, Rank(quieter.Length, width, components), cancellationToken), [.. distances.Where(distance => distance <= limit)]);
    }

    private static float[][] Scaled(RowScaling scaling, ReadOnlySpan<double> windows, int width)
    {
        var rows = new float[windows.Length / width][];
        var scaled = new double[width];
        for (int i = 0; i < rows.Length; i++)
        {
            scaling.Apply(windows.Slice(i * width, width), scaled);
            rows[i] = new float[width];
            TensorPrimitives.ConvertTruncating<double, float>(scaled, rows[i]);
        }

        return rows;
    }

    /// <summary>The distance from which on a row is no quiet one: more than the median, so that half of the rows always are.</summary>
    private static double Limit(double[] distances)
    {
        double[] logs = [.. distances.Select(static distance => Math.Log(Math.Max(distance, Nothing)))];
        double spread = MedianAbsoluteDeviation.NormalScale * MedianAbsoluteDeviation.InPlace(logs, out double median);
        return Math.Exp(median + (OutlierSpreads * Math.Max(spread, LeastSpread)));
    }

    /// <summary>The distance of each row by a model trained on the stretches it is not of.</summary>
    private static double[] HeldOut(float[][] rows, int components, CancellationToken cancellationToken)
    {
        var distances = new List<double>(rows.Length);
        for (int stretch = 0; stretch < Stretches; stretch++)
        {
            int from = rows.Length * stretch / Stretches;
            int to = rows.Length * (stretch + 1) / Stretches;
            float[][] others = [.. rows[..from], .. rows[to..]];
            DistanceModel model = DistanceModel.Fit(others, Rank(others.Length, rows[0].Length, components), cancellationToken);
            distances.AddRange(Distances(model, rows.AsSpan(from..to)));
        }

        return [.. distances];
    }

    private static double[] Distances(DistanceModel model, ReadOnlySpan<float[]> rows)
    {
        var distances = new double[rows.Length];
        if (rows.IsEmpty)
            return distances;

        double[] row = new double[rows[0].Length];
        double[] scratch = new double[row.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(rows[i], row);
            distances[i] = Math.Sqrt(model.Whiten(row, scratch) / row.Length);
        }

        return distances;
    }

    private static int Rank(int rows, int width, int components) => Math.Max(1, Math.Min(components, Math.Min(rows / RowsPerComponent, width / 2)));
}
