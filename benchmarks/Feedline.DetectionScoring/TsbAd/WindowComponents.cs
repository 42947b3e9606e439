using System.Numerics.Tensors;

namespace Feedline.DetectionScoring.TsbAd;

/// <summary>
/// Sub-PCA as TSB-AD runs it: windows as points, standardised, scored by their distances to the principal axes taken as points,
/// each over the share of the variance that the axis explains. Looks ahead.
/// </summary>
internal static class WindowComponents
{
    public static double[] Scores(double[] values, int window)
    {
        double[][] columns = [.. Enumerable.Range(0, window).Select(j => Standardised(values.AsSpan(j, values.Length - window + 1))).OfType<double[]>()];
        (double[] singular, double[][] axes) = SingularAxes.Of(columns);
        double[] squares = new double[values.Length - window + 1];
        foreach (double[] column in columns)
            TensorPrimitives.MultiplyAdd<double>(column, column, squares, squares);
        double total = TensorPrimitives.SumOfSquares<double>(singular);
        double[] scores = new double[squares.Length];
        double[] projection = new double[squares.Length];
        for (int j = 0; j < axes.Length; j++)
        {
            Array.Clear(projection);
            for (int i = 0; i < columns.Length; i++)
                TensorPrimitives.MultiplyAdd<double>(columns[i], axes[j][i], projection, projection);

            // The sign matters, as the axis is taken as a point: the largest projection is positive.
            double sign = Math.Sign(projection[TensorPrimitives.IndexOfMaxMagnitude<double>(projection)]);
            double share = singular[j] * singular[j] / total;
            for (int i = 0; i < scores.Length; i++)
                scores[i] += Math.Sqrt(squares[i] + 1 - 2 * sign * projection[i]) / share;
        }

        return [.. Enumerable.Repeat(scores[0], window / 2), .. scores, .. Enumerable.Repeat(scores[^1], (window - 1) / 2)];
    }

    /// <summary>Values brought to mean 0 and variance 1; null where they are all equal.</summary>
    private static double[]? Standardised(ReadOnlySpan<double> values)
    {
        double mean = TensorPrimitives.Sum(values) / values.Length;
        double[] result = new double[values.Length];
        TensorPrimitives.Subtract(values, mean, result);
        double deviation = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(result) / values.Length);
        if (deviation == 0)
            return null;
        TensorPrimitives.Divide<double>(result, deviation, result);
        return result;
    }
}
