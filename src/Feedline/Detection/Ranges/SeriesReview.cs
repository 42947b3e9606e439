using System.Collections.Immutable;
using Feedline.Signals;

namespace Feedline;

/// <summary>What is unusual in a recorded series, looked at as a whole: ranges rather than alarms, since later samples are known.</summary>
/// <remarks>
/// <para>For a series that is still coming take <see cref="SeriesDetector"/>. <see cref="RangeScores"/> says how samples are judged; here they are
/// put in order of time first (equal times in the order given), and gaps of up to as many missing samples as there are samples are bridged by the
/// samples of that time in a season near by, or without a season by those beside them, mirrored. Bridges have no rows and no scores. Where more is missing, or times
/// are irregular, samples are taken in turn.</para>
/// <para>Samples whose value is NaN, infinite or beyond ±1e150 score 0. Fewer than <see cref="RangeScores.Fewest"/> usable samples and constants
/// score 0 throughout: <see cref="Window"/> is 0 then. Some hundreds of bytes a sample while it works. O(n log n). Immutable, thread-safe.</para>
/// </remarks>
public sealed class SeriesReview
{
    private const double Greatest = 1e150;

    private SeriesReview(double[] scores, AnomalousRange[] ranges, RangeScores judged, int notFinite)
    {
        Scores = [.. scores];
        Ranges = [.. ranges];
        Window = judged.Window;
        Period = judged.Period;
        NotFinite = notFinite;
    }

    /// <summary>The score of each row, 0 to 1, in the order given. Of quiet stretches of two windows a share of about 1 - s holds s or more.</summary>
    public ImmutableArray<double> Scores { get; }

    /// <summary>The unusual stretches, by time. Of quiet series about one in twenty has one.</summary>
    public ImmutableArray<AnomalousRange> Ranges { get; }

    /// <summary>How many samples made a window: the season, or a share of the series; 0 where nothing could be judged.</summary>
    public int Window { get; }

    /// <summary>The season that was taken off, in usual intervals; NaN without one.</summary>
    public double Period { get; }

    /// <summary>How many samples were passed over since their value is not finite or beyond ±1e150.</summary>
    public int NotFinite { get; }

    /// <summary>Looks at a series.</summary>
    /// <param name="unixNanoseconds">The time of each sample, in any order.</param>
    /// <param name="values">As many values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static SeriesReview Of(ReadOnlySpan<long> unixNanoseconds, ReadOnlySpan<double> values)
    {
        if (unixNanoseconds.Length != values.Length)
            throw new ArgumentException($"There are {unixNanoseconds.Length} times for {values.Length} values.", nameof(unixNanoseconds));

        List<int> usable = new(values.Length);
        for (int row = 0; row < values.Length; row++)
        {
            if (Math.Abs(values[row]) <= Greatest)
                usable.Add(row);
        }

        int[] rows = [.. usable];
        long[] times = new long[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            times[i] = unixNanoseconds[rows[i]];
        SortStably(times, rows);
        var even = EvenSeries.Of(times, rows, values);
        RangeScores judged = RangeScores.Of(even.Values);
        double[] scores = new double[values.Length];
        for (int i = 0; i < rows.Length; i++)
            scores[rows[i]] = judged.Scores[even.Places[i]];
        return new SeriesReview(scores, InRows(judged, even.Places, rows, unixNanoseconds), judged, values.Length - rows.Length);
    }

    private static void SortStably(long[] times, int[] rows)
    {
        // Rows rise, so that they settle equal times.
        (long Time, int Row)[] keys = [.. times.Zip(rows)];
        Array.Sort(keys);
        for (int i = 0; i < keys.Length; i++)
            (times[i], rows[i]) = keys[i];
    }

    private static AnomalousRange[] InRows(RangeScores judged, int[] places, int[] rows, ReadOnlySpan<long> times)
    {
        List<AnomalousRange> ranges = [];
        foreach (ScoredRange range in judged.Ranges)
        {
            // A range may lie in a bridge altogether: no sample, no anomaly.
            int first = FirstAt(places, range.First), end = FirstAt(places, range.Last + 1);
            if (first == end)
                continue;

            int peak = first;
            for (int i = first; i < end; i++)
            {
                if (judged.Scores[places[i]] > judged.Scores[places[peak]])
                    peak = i;
            }

            ranges.Add(new AnomalousRange(
                rows[first], rows[end - 1], rows[peak], times[rows[first]], times[rows[end - 1]], judged.Scores[places[peak]], range.View));
        }

        return [.. ranges];
    }

    private static int FirstAt(int[] places, int place)
    {
        int found = Array.BinarySearch(places, place);
        return found < 0 ? ~found : found;
    }
}
