using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>
/// Says from a sample of quiet values how probable it is that another quiet value is greater than a given one, also beyond the greatest of the
/// sample. Immutable; safe to use from many threads.
/// </summary>
/// <remarks>
/// <para>The highest tenth of the n values (of fewer than 200 values 20 of them, but at most three tenths) are its tail, above the level t.
/// Up to t the probability is (1 + number of values above x)/(n + 1). Beyond t it is that of t times (1 + γ(x - t)/σ)^(-1/γ), a generalised
/// Pareto tail: γ of maximum likelihood (as in <see cref="PeaksOverThreshold"/>), drawn towards 0.1 as if 50 excesses more had said so and kept
/// within [0, ½], so that a short sample does not promise an end of the tail; σ = (1 - γ) times the mean excess.</para>
/// <para>The values may depend on each other; fewer independent ones make the probability less certain, not biased. A tail without excesses, as
/// of constants, gives 1/(n + 1) above t. O(n log n) to make, O(log n) to ask, 0 bytes.</para>
/// <para>Sources: Pickands, "Statistical inference using extreme order statistics", Annals of Statistics 3 (1975); Grimshaw, Technometrics 35 (1993).</para>
/// </remarks>
public sealed class TailProbability
{
    private const int LeastCount = 10;
    private const int LeastTail = 20;
    private const double TailShare = 0.1;
    private const double GreatestTailShare = 0.3;
    private const double PriorShape = 0.1;
    private const double PriorWeight = 50;
    private const double GreatestShape = 0.5;

    // Below this 1 + γ x loses the digits of γ, and an exponential tail is the same.
    private const double LeastShape = 1e-7;

    private readonly double[] _ascending;
    private readonly double _base;
    private readonly double _baseProbability;
    private readonly double _shape;
    private readonly double _scale;

    /// <summary>Fits the tail.</summary>
    /// <param name="quiet">At least 10 finite values, in any order; copied.</param>
    /// <exception cref="ArgumentException">There are fewer than 10 values, or one is NaN or infinite.</exception>
    public TailProbability(ReadOnlySpan<double> quiet)
    {
        Lengths.ThrowIfShort(quiet.Length, LeastCount, nameof(quiet));
        if (!Finite.All(quiet))
            throw new ArgumentException("The values must be finite.", nameof(quiet));

        _ascending = quiet.ToArray();
        Array.Sort(_ascending);
        int n = _ascending.Length;
        int tail = (int)Math.Max(TailShare * n, Math.Min(LeastTail, GreatestTailShare * n));
        _base = _ascending[n - 1 - tail];

        double[] excesses = [.. _ascending.AsSpan(n - tail)];
        TensorPrimitives.Subtract(excesses, _base, excesses);
        excesses = Array.FindAll(excesses, excess => excess > 0);
        _baseProbability = (1.0 + excesses.Length) / (n + 1);
        if (excesses.Length == 0)
            return;

        double weight = excesses.Length / (excesses.Length + PriorWeight);
        double likeliest = new TailFit().Of(excesses).Shape;
        double shape = Math.Min((weight * likeliest) + ((1 - weight) * PriorShape), GreatestShape);
        _shape = shape < LeastShape ? 0 : shape;
        _scale = (1 - _shape) * TensorPrimitives.Sum<double>(excesses) / excesses.Length;
    }

    /// <summary>The values that the tail was fitted to, in ascending order.</summary>
    public ReadOnlySpan<double> Quiet => _ascending;

    /// <summary>The probability that a quiet value is greater than this one.</summary>
    /// <param name="value">In the values' unit.</param>
    /// <returns>From 0 to n/(n + 1) or 1; never rises with the value; NaN for NaN.</returns>
    public double Above(double value)
    {
        if (double.IsNaN(value))
            return double.NaN;
        if (value <= _base)
            return (1.0 + _ascending.Length - CountUpTo(value)) / (_ascending.Length + 1);
        if (_scale == 0)
            return 1.0 / (_ascending.Length + 1);

        double excess = (value - _base) / _scale;
        return _baseProbability * (_shape == 0 ? Math.Exp(-excess) : Math.Pow(1 + (_shape * excess), -1 / _shape));
    }

    /// <summary>The value that a quiet one is greater than with this probability; the inverse of <see cref="Above"/> in the tail.</summary>
    /// <param name="probability">Above 0, at most that of the level t, where the tail begins.</param>
    /// <returns>The value; t for a greater probability, +∞ for less than 1/(n + 1) where nothing is known of the tail.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not in (0, 1].</exception>
    public double Exceeded(double probability)
    {
        if (!(probability > 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies above 0 and is at most 1.");
        if (probability >= _baseProbability)
            return _base;
        if (_scale == 0)
            return double.PositiveInfinity;

        double log = Math.Log(_baseProbability / probability);
        return _base + (_scale * (_shape == 0 ? log : double.ExpM1(_shape * log) / _shape));
    }

    private int CountUpTo(double value)
    {
        int low = 0;
        int high = _ascending.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ascending[middle] <= value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
