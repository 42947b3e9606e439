using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>
/// What a training series is made of, by singular spectrum analysis: how its level, trends and seasons go on. Detectors are made of it, as many as
/// wanted. Never changes; safe to use from many threads.
/// </summary>
/// <remarks>
/// <para>The eigenvectors of the L × L Gram matrix of the training series' windows, as many as forecast its last max(L, 200) values best (least sum
/// of absolute errors, L/2 at most), and the linear recurrence that they make. Training O(N L² + L³), L up to some hundreds. Variation
/// less than 1e-7 of the level is not learnt: take the level off first.</para>
/// <para>Source: Golyandina, Nekrutkin and Zhigljavsky, "Analysis of time series structure" (2001), 2.1 and 5.2.</para>
/// </remarks>
public sealed partial class SsaModel
{
    // Sums of squares stay finite.
    private const double Largest = 1e150;

    private readonly double[] _series;

    private SsaModel(double[] series, SubspaceTraining training)
    {
        _series = series;
        Training = training;
        Magnitude = Math.Abs(TensorPrimitives.MaxMagnitude<double>(series));
        double unit = Magnitude > 0 ? Magnitude : 1, sum = 0, squares = 0;
        foreach (double value in series)
            sum += value / unit;
        double mean = sum / series.Length;
        foreach (double value in series)
            squares += (value / unit - mean) * (value / unit - mean);
        Spread = unit * Math.Sqrt(squares / series.Length);
    }

    /// <summary>L.</summary>
    public int Window => Training.Recurrence.Length + 1;

    /// <summary>How many directions the signal was found to have: one for a level, two for a sine, three or more for richer ones.</summary>
    public int Rank => Training.Directions.Length;

    internal SubspaceTraining Training { get; }

    internal ReadOnlySpan<double> Series => _series;

    /// <summary>Standard deviation of the training series.</summary>
    internal double Spread { get; }

    /// <summary>Largest magnitude of the training series.</summary>
    internal double Magnitude { get; }

    /// <summary>A deviation up to here may be rounding.</summary>
    internal double Rounding => Math.Max(1e-6 * Spread, Math.Max(1e-10 * Magnitude, 1e-300));

    /// <summary>Learns from a series.</summary>
    /// <param name="series">Values evenly spaced, oldest first, finite and within ±1e150, more than 2 L, best without anomalies.</param>
    /// <param name="window">L, at least 2; at best the longest season or a multiple of it.</param>
    /// <returns>The model. It keeps a copy of the series.</returns>
    /// <exception cref="ArgumentException">The series is too short or holds a value out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is less than 2.</exception>
    public static SsaModel Train(ReadOnlySpan<double> series, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        if (series.Length <= 2L * window)
            throw new ArgumentException($"The series must have more than two windows of {window}, but has {series.Length} values.", nameof(series));
        foreach (double value in series)
        {
            if (!IsTaken(value))
                throw new ArgumentException("The values must be finite and within ±1e150.", nameof(series));
        }

        double most = Math.Abs(TensorPrimitives.MaxMagnitude(series));
        double unit = most > 0 ? most : 1;
        var scaled = new double[series.Length];
        for (int i = 0; i < scaled.Length; i++)
            scaled[i] = series[i] / unit;
        return new SsaModel(series.ToArray(), SubspaceTraining.Of(scaled, window));
    }

    /// <summary>Whether a value counts, or is taken as missing.</summary>
    internal static bool IsTaken(double value) => Math.Abs(value) <= Largest;
}
