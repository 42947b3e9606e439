using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>What a training series spans: which directions of its windows are signal, and the recurrence that continues it.</summary>
/// <param name="Directions">Orthogonal unit vectors of window length, the strongest first.</param>
/// <param name="Recurrence">By what each of the L - 1 values before enters the next one, oldest first.</param>
/// <remarks>
/// For each rank the recurrence forecasts the end of the series from what that rank makes of the part before; the rank with the least
/// sum of absolute errors is taken. Golyandina, Nekrutkin and Zhigljavsky, "Analysis of time series structure" (2001), 2.1 and 5.2.
/// </remarks>
internal readonly record struct SubspaceTraining(double[][] Directions, double[] Recurrence)
{
    // A direction weaker than this share of the strongest is rounding.
    private const double Negligible = 1e-14;

    // 1 - ν below which the recurrence only magnifies noise.
    private const double LeastVerticality = 1e-9;
    private const int LeastForecast = 200;

    /// <summary>Trains.</summary>
    /// <param name="series">Values of magnitude 1 at most, more than twice as many as a window has.</param>
    /// <param name="window">L, at least 2.</param>
    public static SubspaceTraining Of(ReadOnlySpan<double> series, int window)
    {
        (double[] strengths, double[][] vectors) = SymmetricEigen.Decompose(Gram(series, window), window);
        var sum = new double[window - 1];
        var recurrence = new double[window - 1];
        var reconstruction = new double[series.Length];
        var coefficients = new double[series.Length - window + 1];
        double verticality = 0, least = double.PositiveInfinity;
        SubspaceTraining best = Level(window);
        for (int rank = 1; rank <= Math.Max(1, window / 2) && strengths[rank - 1] > Negligible * strengths[0]; rank++)
        {
            double[] direction = vectors[rank - 1];
            double last = direction[^1];
            verticality += last * last;
            TensorPrimitives.MultiplyAdd(direction.AsSpan(0, window - 1), last, sum, sum);
            AddProjection(series, direction, coefficients, reconstruction);
            if (1 - verticality < LeastVerticality)
                continue;

            TensorPrimitives.Divide(sum, 1 - verticality, recurrence);
            double error = ForecastError(series, reconstruction, recurrence);
            if (error < least)
            {
                least = error;
                best = new SubspaceTraining(vectors[..rank], [.. recurrence]);
            }
        }

        return best;
    }

    /// <summary>What is left when no direction serves: the level of the window.</summary>
    private static SubspaceTraining Level(int window)
    {
        var direction = new double[window];
        var recurrence = new double[window - 1];
        Array.Fill(direction, 1 / Math.Sqrt(window));
        Array.Fill(recurrence, 1.0 / (window - 1));
        return new SubspaceTraining([direction], recurrence);
    }

    /// <summary>Products of the rows of the trajectory matrix. Down a diagonal one term goes and one comes.</summary>
    private static double[] Gram(ReadOnlySpan<double> series, int window)
    {
        int windows = series.Length - window + 1;
        var gram = new double[window * window];
        for (int lag = 0; lag < window; lag++)
        {
            double product = TensorPrimitives.Dot(series[..windows], series.Slice(lag, windows));
            for (int i = 0; ; i++)
            {
                gram[i * window + i + lag] = product;
                gram[(i + lag) * window + i] = product;
                if (i + lag + 1 == window)
                    break;
                product += series[i + windows] * series[i + lag + windows] - series[i] * series[i + lag];
            }
        }

        return gram;
    }

    /// <summary>Adds what the series is along one direction: each window projected, and the windows over a value averaged.</summary>
    private static void AddProjection(ReadOnlySpan<double> series, ReadOnlySpan<double> direction, double[] coefficients, double[] reconstruction)
    {
        int window = direction.Length, windows = coefficients.Length;
        for (int k = 0; k < windows; k++)
            coefficients[k] = TensorPrimitives.Dot(series.Slice(k, window), direction);
        for (int t = 0; t < reconstruction.Length; t++)
        {
            int first = Math.Max(0, t - windows + 1), end = Math.Min(window, t + 1);
            double sum = 0;
            for (int j = first; j < end; j++)
                sum += direction[j] * coefficients[t - j];
            reconstruction[t] += sum / (end - first);
        }
    }

    private static double ForecastError(ReadOnlySpan<double> series, ReadOnlySpan<double> reconstruction, double[] recurrence)
    {
        int before = recurrence.Length;
        int forecast = Math.Min(Math.Max(before + 1, LeastForecast), series.Length - before);
        double[] values = [.. reconstruction[(series.Length - forecast - before)..^forecast], .. new double[forecast]];
        double rest = (TensorPrimitives.Sum(series) - TensorPrimitives.Sum(reconstruction)) / series.Length;
        double error = 0;
        for (int i = 0; i < forecast; i++)
        {
            values[before + i] = TensorPrimitives.Dot<double>(values.AsSpan(i, before), recurrence) + rest;
            error += Math.Abs(values[before + i] - series[^(forecast - i)]);
        }

        return error;
    }
}
