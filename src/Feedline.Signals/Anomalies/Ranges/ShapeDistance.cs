using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>
/// How far each window is from the usual ones, in the directions in which they vary: the Mahalanobis distance of windows brought to at
/// most 32 means. Source: Mahalanobis (1936); as a distance of windows it is principal components with every component counted alike.
/// </summary>
internal sealed class ShapeDistance
{
    private const int MostParts = 32;
    private const double Far = 20;

    // Directions in which windows hardly vary would else be rounding.
    private const double Ridge = 1e-6;

    private readonly int _window;
    private readonly int _parts;
    private readonly double[] _sums;
    private readonly double[] _means;
    private readonly double[][] _factor;
    private readonly double[] _part;

    private ShapeDistance(ReadOnlySpan<double> values, int window)
    {
        _window = window;
        _parts = Math.Min(MostParts, window);
        _part = new double[_parts];
        _means = new double[_parts];
        _sums = new double[values.Length + 1];
        for (int i = 0; i < values.Length; i++)
            _sums[i + 1] = _sums[i] + Math.Clamp(values[i], -Far, Far);
        _factor = Factor(values.Length - window + 1);
    }

    /// <summary>For each value the mean over the windows that hold it.</summary>
    /// <param name="values">Standardised values.</param>
    /// <param name="window">How many make a window, at most as many as there are.</param>
    public static double[] Of(ReadOnlySpan<double> values, int window)
    {
        var shape = new ShapeDistance(values, window);
        double[] distances = new double[values.Length - window + 1];
        for (int i = 0; i < distances.Length; i++)
            distances[i] = shape.Distance(i);
        return Spread(distances, values.Length, window);
    }

    private static double[] Spread(double[] distances, int n, int window)
    {
        double[] spread = new double[n];
        double sum = 0;
        int first = 0, end = 0;
        for (int i = 0; i < n; i++)
        {
            if (end < distances.Length)
                sum += distances[end++];
            if (first <= i - window)
                sum -= distances[first++];
            spread[i] = sum / (end - first);
        }

        return spread;
    }

    private void Read(int start)
    {
        int from = start;
        for (int p = 0; p < _parts; p++)
        {
            int to = start + (p + 1) * _window / _parts;
            _part[p] = (_sums[to] - _sums[from]) / (to - from) - _means[p];
            from = to;
        }
    }

    /// <summary>The triangle L with L Lᵀ the covariance of the parts.</summary>
    private double[][] Factor(int windows)
    {
        double[] total = new double[_parts];
        for (int i = 0; i < windows; i++)
        {
            Read(i);
            TensorPrimitives.Add<double>(total, _part, total);
        }

        TensorPrimitives.Divide<double>(total, windows, _means);
        double[][] covariance = new double[_parts][];
        for (int p = 0; p < _parts; p++)
            covariance[p] = new double[p + 1];
        for (int i = 0; i < windows; i++)
        {
            Read(i);
            for (int p = 0; p < _parts; p++)
                TensorPrimitives.MultiplyAdd(_part.AsSpan(0, p + 1), _part[p], covariance[p], covariance[p]);
        }

        double trace = 0;
        for (int p = 0; p < _parts; p++)
            trace += covariance[p][p];
        for (int p = 0; p < _parts; p++)
        {
            covariance[p][p] += Ridge * trace;
            TensorPrimitives.Divide(covariance[p], windows, covariance[p]);
        }

        Decompose(covariance);
        return covariance;
    }

    private static void Decompose(double[][] matrix)
    {
        for (int row = 0; row < matrix.Length; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double rest = matrix[row][column] - TensorPrimitives.Dot<double>(matrix[row].AsSpan(0, column), matrix[column].AsSpan(0, column));
                matrix[row][column] = column < row ? rest / matrix[column][column] : Math.Sqrt(Math.Max(rest, double.MinValue));
            }
        }
    }

    private double Distance(int start)
    {
        Read(start);
        double squares = 0;
        for (int p = 0; p < _parts; p++)
        {
            double[] row = _factor[p];
            _part[p] = (_part[p] - TensorPrimitives.Dot<double>(row.AsSpan(0, p), _part.AsSpan(0, p))) / row[p];
            squares += _part[p] * _part[p];
        }

        return Math.Sqrt(squares);
    }
}
