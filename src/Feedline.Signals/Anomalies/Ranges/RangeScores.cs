using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>How unusual each stretch of a whole series is, later values known: no settings, no training.</summary>
/// <remarks>
/// <para>Windows as long as the season, if <see cref="PeriodDetector"/> finds one of 8 to 400 values, else a fortieth of the series,
/// 8 to 125 values. The season is taken off (<see cref="SeasonalDecomposition"/>). Four views of each window: how far its mean is from the usual
/// (<see cref="RangeView.Level"/>), its logarithmic standard deviation from the usual (<see cref="RangeView.Spread"/>), its values, brought to at
/// most 32 means, from those of all windows by Mahalanobis distance (<see cref="RangeView.Shape"/>); and the mean saliency of its values
/// (<see cref="RangeView.Spectrum"/>, <see cref="SpectralResidual"/>). Each is smoothed over a window and put in units of its own upper
/// tenth, 0 at its median; the sum is smoothed over a window once more.</para>
/// <para>Score: how probable a quiet block of two windows holds no more, from the maxima of all such blocks, of which less than half may be
/// unusual. A range begins where one quiet series in about twenty would hold so much anywhere, and is as wide as the sum is above half
/// of its peak. So such a range is hardly ever shorter than a window. Single values that are as rare among those of blocks, and twice as far
/// from the usual as one in a hundred is, make ranges of their own (<see cref="RangeView.Value"/>).</para>
/// <para>Series shorter than <see cref="Fewest"/>, and constants, score 0. O(n log n): a season with n or n / 3 of large prime factors costs
/// most; about 550 bytes a value while it works, 8 after. Scores do not depend on unit or origin. Immutable, thread-safe.</para>
/// <para>Sources: Ren et al. (2019) and Hou and Zhang (2007) for saliency; Mahalanobis (1936); Jenkinson (1955) for maxima. That smooth scores
/// of level, spread and shape together do well on ranges is known from TSB-AD (Liu and Paparrizos, NeurIPS 2024).</para>
/// </remarks>
public sealed class RangeScores
{
    /// <summary>The shortest series that is scored.</summary>
    public const int Fewest = 64;

    // One quiet series in twenty has a range: half of them by windows, half by single values.
    private const double FalseRanges = 0.025;
    private const double UpperHundredth = 0.99;
    private const double FarOut = 2;
    private const double Largest = 1e150;

    private readonly double[] _scores;
    private readonly ScoredRange[] _ranges;

    private RangeScores(double[] scores, ScoredRange[] ranges, int window, double period)
    {
        _scores = scores;
        _ranges = ranges;
        Window = window;
        Period = period;
    }

    /// <summary>The score of each value, 0 to 1.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>The unusual stretches, in order; they do not overlap.</summary>
    public ReadOnlySpan<ScoredRange> Ranges => _ranges;

    /// <summary>How many values made a window; 0 where nothing was scored.</summary>
    public int Window { get; }

    /// <summary>The length in values of the season that was taken off; NaN without one.</summary>
    public double Period { get; }

    /// <summary>Scores a series.</summary>
    /// <param name="values">The series, oldest first, evenly spaced; finite and within ±1e150.</param>
    /// <exception cref="ArgumentException">A value is not finite, or beyond ±1e150.</exception>
    public static RangeScores Of(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!(Math.Abs(value) <= Largest))
                throw new ArgumentException("The values must be finite and within ±1e150.", nameof(values));
        }

        if (values.Length < Fewest || values.IndexOfAnyExcept(values[0]) < 0)
            return new RangeScores(new double[values.Length], [], 0, double.NaN);

        // So that squares stay finite.
        double[] scaled = values.ToArray();
        QuietSeries.Standardise(scaled);
        var views = new RangeViews(scaled);
        double[] sum = views.Sum();
        double least = 1 - FalseRanges * Math.Min(1, 2.0 * views.Window / sum.Length);
        double[] scores = Quiet(sum, views.Window);
        ScoredRange[] ranges = FindRanges(views, sum, scores, least);
        double[] single = Quiet(views.Deviations, views.Window);

        // What one value in a hundred does is a way of the series, however far out.
        double far = FarOut * Quantile.InPlace(views.Deviations.ToArray(), UpperHundredth);
        for (int i = 0; i < single.Length; i++)
            single[i] = views.Deviations[i] > far ? single[i] : 0;
        return new RangeScores(scores, AddSingle(ranges, scores, single, least), views.Window, views.Period);
    }

    /// <summary>How probable a quiet block holds no more than each.</summary>
    private static double[] Quiet(double[] deviations, int window)
    {
        var quiet = new QuietMaxima(deviations, 2 * window);
        double[] chances = new double[deviations.Length];
        for (int i = 0; i < chances.Length; i++)
            chances[i] = quiet.Below(deviations[i]);
        return chances;
    }

    private static ScoredRange[] FindRanges(RangeViews views, double[] sum, double[] scores, double least)
    {
        List<ScoredRange> ranges = [];
        int free = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] < least)
                continue;

            // As far as the sum is rare, or above half of its peak.
            int peak = i, end = i + 1;
            for (; end < sum.Length && (scores[end] >= least || sum[end] > sum[peak] / 2); end++)
            {
                if (sum[end] > sum[peak])
                    peak = end;
            }

            int first = i;
            while (first > free && sum[first - 1] > sum[peak] / 2)
                first--;
            ranges.Add(new ScoredRange(first, end - 1, peak, scores[peak], views.Highest(peak)));
            free = end;
            i = end - 1;
        }

        return [.. ranges];
    }

    /// <summary>Adds runs of single values far out that no range holds, which smoothing has drowned.</summary>
    private static ScoredRange[] AddSingle(ScoredRange[] ranges, double[] scores, double[] single, double least)
    {
        List<ScoredRange> all = [.. ranges];
        for (int i = 0; i < single.Length; i++)
        {
            if (single[i] < least || Array.Exists(ranges, range => i >= range.First && i <= range.Last))
                continue;

            if (all.Count > 0 && all[^1] is { View: RangeView.Value } last && last.Last == i - 1)
                all[^1] = last with { Last = i, Peak = single[i] > last.Score ? i : last.Peak, Score = Math.Max(last.Score, single[i]) };
            else
                all.Add(new ScoredRange(i, i, i, single[i], RangeView.Value));
            scores[i] = Math.Max(scores[i], single[i]);
        }

        all.Sort((a, b) => a.First.CompareTo(b.First));
        return [.. all];
    }
}
