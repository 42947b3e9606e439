using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <content>Features of the sorted samples, and of what lies between neighbours.</content>
public sealed partial class WindowFeatures
{
    private static ReadOnlySpan<double> TailLevels => [0.05, 0.95];

    private static void Orders(Span<double> samples, Span<double> features)
    {
        Span<double> tails = stackalloc double[2];
        double least = TensorPrimitives.Min<double>(samples);
        double greatest = TensorPrimitives.Max<double>(samples);
        Quantile.InPlace(samples, TailLevels, tails);

        // Last, as it leaves deviations in place of the samples.
        features[Spread] = MedianAbsoluteDeviation.NormalScale * MedianAbsoluteDeviation.InPlace(samples, out double median);
        features[Level] = median;
        features[UpperTail] = tails[1] - median;
        features[LowerTail] = median - tails[0];
        features[Top] = greatest - median;
        features[Bottom] = median - least;
        double between = features[UpperTail] + features[LowerTail];
        features[Asymmetry] = between > 0 ? (features[UpperTail] - features[LowerTail]) / between : 0;
    }

    private void Changes(ReadOnlySpan<double> samples, Span<double> features)
    {
        int third = Length / 3;
        Span<double> scratch = _scratch.AsSpan(0, third);
        samples[..third].CopyTo(scratch);
        double first = Median.InPlace(scratch);
        samples[^third..].CopyTo(scratch);
        features[Rise] = Median.InPlace(scratch) - first;

        Span<double> steps = _scratch.AsSpan(1);
        TensorPrimitives.Subtract(samples[1..], samples[..^1], steps);
        TensorPrimitives.Abs(steps, steps);
        features[Jump] = TensorPrimitives.Max<double>(steps);
        features[Roughness] = MedianAbsoluteDeviation.NormalScale / Math.Sqrt(2) * Median.InPlace(steps);
    }

    /// <summary>Of samples whose median is 0.</summary>
    private void Runs(ReadOnlySpan<double> shape, Span<double> features)
    {
        SummaryStatistics summary = Summary.Of(shape);
        double sum = 0;
        double farthest = 0;
        int side = 0;
        int crossings = 0;
        foreach (double y in shape)
        {
            sum += y - summary.Mean;
            double distance = Math.Abs(sum);
            farthest = distance > farthest ? distance : farthest;

            // Sides of noise cannot be guessed: no jump depends on them.
            int sign = (y > 0 ? 1 : 0) - (y < 0 ? 1 : 0);
            crossings += (side * sign) >>> 31;
            side = sign == 0 ? side : sign;
        }

        features[Change] = farthest / (summary.StandardDeviation * Math.Sqrt(Length));
        features[Crossings] = (double)crossings / (Length - 1);
    }
}
