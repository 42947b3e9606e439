namespace Feedline.Signals;

/// <summary>Evidence that normal scores have changed: mean of several sums of Shiryaev and Roberts, one for each change they may have made.</summary>
/// <remarks>
/// Rᵢ = (1 + Rᵢ) gᵢ(z), gᵢ the likelihood ratio of a change to what was: a mean μ, exp(μ z - μ²/2), or a standard deviation s,
/// exp(z² (1 - 1/s²)/2)/s. While nothing changes each g is 1 on average and R - n stays around 0, whatever n: from 0, R reaches A within W values with
/// probability W/A at most, and takes A values at least to it on average.
/// </remarks>
internal sealed class ChangeEvidence
{
    private static readonly double[] Means = [0.5, 1, 2];
    private static readonly double[] Deviations = [1.5, 3];

    private readonly bool _isSigned;
    private readonly double[] _sums;

    /// <param name="isSigned">Whether errors have two sides; else only larger ones are a change.</param>
    public ChangeEvidence(bool isSigned)
    {
        _isSigned = isSigned;
        _sums = new double[isSigned ? (2 * Means.Length) + Deviations.Length : Means.Length];
    }

    /// <summary>Takes a score, and tells the evidence.</summary>
    public double Add(double z)
    {
        int i = 0;
        double total = 0;
        foreach (double mean in Means)
        {
            double level = mean * mean / 2;
            total += Next(i++, Math.Exp((mean * z) - level));
            if (_isSigned)
                total += Next(i++, Math.Exp((-mean * z) - level));
        }

        if (_isSigned)
        {
            foreach (double deviation in Deviations)
                total += Next(i++, Math.Exp(z * z * (1 - (1 / (deviation * deviation))) / 2) / deviation);
        }

        return total / _sums.Length;
    }

    public void Reset() => _sums.AsSpan().Clear();

    private double Next(int i, double ratio) => _sums[i] = (1 + _sums[i]) * ratio;
}
