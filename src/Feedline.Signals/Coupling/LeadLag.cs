using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Which of two series goes ahead, by how much, and whether that means anything.</summary>
/// <remarks>
/// <para>The lag is where the cross-correlation is strongest, of either sign. Smooth series correlate by chance much more easily
/// than noise, so the samples count for fewer: n* = (n - |k|) / (1 + 2 Σ rx(j) ry(j)), with the autocorrelations of both series
/// up to lag n/5. The p-value is that of atanh(r) √(n* - 3) under the normal distribution, both sides, times the
/// number of lags tried; below 0.01 is a finding.</para>
/// <para>A trend in both series correlates them whatever the cause: take trends off first. Fewer than 8 samples, a constant
/// series, a NaN or an infinity give lag 0 and NaN for the rest.</para>
/// <para>O(n log n), 0 bytes allocated. Not safe for use by several threads at a time.</para>
/// <para>Sources: Bartlett (1946), On the theoretical specification and sampling properties of autocorrelated time-series;
/// Pyper and Peterman (1998), Comparison of methods to account for autocorrelation in correlation analyses.</para>
/// </remarks>
public sealed class LeadLag
{
    private const int Fewest = 8;
    private readonly CrossCorrelation _cross;
    private readonly Autocorrelation _own;
    private readonly double[] _correlation;
    private readonly double[] _first;
    private readonly double[] _second;

    /// <summary>Makes a plan.</summary>
    /// <param name="length">n, how many samples a series has, at least 1.</param>
    /// <param name="maxLag">The longest lag to try to both sides, 0 to n - 1. Each lag tried weakens the verdict.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public LeadLag(int length, int maxLag)
    {
        _cross = new CrossCorrelation(length, maxLag);
        _own = new Autocorrelation(length, length / 5);
        _correlation = new double[_cross.LagCount];
        _first = new double[_own.MaxLag + 1];
        _second = new double[_own.MaxLag + 1];
    }

    /// <summary>n, how many samples a series has.</summary>
    public int Length => _cross.Length;

    /// <summary>The longest lag to both sides.</summary>
    public int MaxLag => _cross.MaxLag;

    /// <summary>Compares two series.</summary>
    /// <param name="first">One series, <see cref="Length"/> samples, evenly spaced.</param>
    /// <param name="second">The other, sampled at the same times.</param>
    /// <returns>The lag of the strongest correlation and its p-value.</returns>
    /// <exception cref="ArgumentException">A series has not <see cref="Length"/> samples.</exception>
    public LeadLagEstimate Estimate(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        _cross.Estimate(first, second, _correlation);
        if (Length < Fewest || double.IsNaN(_correlation[0]))
            return new LeadLagEstimate(0, double.NaN, double.NaN, double.NaN);

        int lag = TensorPrimitives.IndexOfMaxMagnitude<double>(_correlation) - MaxLag;
        double correlation = Math.Clamp(_correlation[lag + MaxLag], -1, 1);
        _own.Biased(first, _first);
        _own.Biased(second, _second);
        double inflation = 1 + 2 * TensorPrimitives.Dot<double>(_first.AsSpan(1), _second.AsSpan(1));
        int pairs = Length - Math.Abs(lag);

        // Series that alternate against each other would count for more than they are; they count once.
        double effective = Math.Clamp(pairs / Math.Max(inflation, 1), 1, pairs);
        double z = Math.Atanh(Math.Abs(correlation)) * Math.Sqrt(Math.Max(0, effective - 3));
        double chance = double.IsNaN(z) ? 1 : 2 * NormalTail.Above(z);
        return new LeadLagEstimate(lag, correlation, effective, Math.Min(1, chance * _correlation.Length));
    }
}
