using System.Collections.Immutable;
using System.Numerics.Tensors;
using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>Brings numbers of any unit to how many usual spreads they lie from their usual value.</summary>
/// <remarks>
/// z = (x - median)/spread, then z/(1 + |z|/10): nearly z where it is small, never beyond ±10, so that no single number outweighs all others.
/// The spread is 1.4826 MAD or, where a tail is wider, the distance of the 5th or 95th percentile in standard deviations, but no more than three times
/// the MAD's where there is one: a tenth of the rows may be anomalies, and those are not to set the scale. A number that is nearly always the same
/// has the root mean square of its deviations.
/// </remarks>
internal sealed class RowScaling
{
    /// <summary>What far deviations come near to.</summary>
    private const double Limit = 10;
    private const double Sigmas95 = 1.645;
    private const double WidestTail = 3;

    /// <summary>Of a number that never changed: this share of it is one spread.</summary>
    private const double ConstantShare = 0.01;

    public RowScaling(double[] centers, double[] rates)
    {
        Centers = centers;
        Rates = rates;
    }

    public double[] Centers { get; }

    /// <summary>One over the spread.</summary>
    public double[] Rates { get; }

    public static RowScaling Of(ImmutableArray<WindowPart> parts, ReadOnlySpan<double> rows)
    {
        int width = parts.Length;
        int count = rows.Length / width;
        var centers = new double[width];
        var rates = new double[width];
        double[] scratch = new double[count];
        for (int part = 0; part < width; part++)
        {
            int known = 0;
            for (int row = 0; row < count; row++)
            {
                double value = rows[(row * width) + part];
                if (double.IsFinite(value))
                    scratch[known++] = value;
            }

            // Never seen: whatever comes counts as usual.
            if (known == 0)
                continue;

            Span<double> values = scratch.AsSpan(0, known);
            double high = Quantile.InPlace(values, 0.95);
            double low = Quantile.InPlace(values, 0.05);
            double mad = MedianAbsoluteDeviation.InPlace(values, out double median);
            double inner = MedianAbsoluteDeviation.NormalScale * mad;
            double tail = Math.Max(high - median, median - low) / Sigmas95;
            double spread = inner > 0 ? Math.Clamp(tail, inner, WidestTail * inner) : tail;

            // Nearly always the same value: the few others are its spread, or each would be far out.
            if (spread == 0)
                spread = TensorPrimitives.Norm<double>(values) / Math.Sqrt(known);
            spread = Math.Max(spread, parts[part].LeastSpread);
            if (spread == 0)
                spread = median == 0 ? 1 : ConstantShare * Math.Abs(median);
            centers[part] = median;
            rates[part] = 1 / spread;
        }

        return new RowScaling(centers, rates);
    }

    /// <summary>Scales a row.</summary>
    /// <returns>How many of its numbers are none; they count as usual.</returns>
    public int Apply(ReadOnlySpan<double> row, Span<double> into)
    {
        int missing = 0;
        TensorPrimitives.Subtract(row, Centers, into);
        TensorPrimitives.Multiply(into, Rates, into);
        if (!double.IsFinite(TensorPrimitives.SumOfMagnitudes<double>(into)))
        {
            for (int i = 0; i < into.Length; i++)
            {
                if (double.IsFinite(into[i]))
                    continue;

                missing++;
                into[i] = 0;
            }
        }

        for (int i = 0; i < into.Length; i++)
            into[i] /= 1 + (Math.Abs(into[i]) / Limit);

        return missing;
    }
}
