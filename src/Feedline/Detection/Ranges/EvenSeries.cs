using Feedline.Signals;

namespace Feedline;

/// <summary>A series with its gaps bridged, so that places are times.</summary>
/// <param name="Values">The values, those of bridges among them.</param>
/// <param name="Places">Where each sample stands there, rising.</param>
internal sealed record EvenSeries(double[] Values, int[] Places)
{
    // Beyond this the interval is one more than usual.
    private const double Late = 1.5;

    // How many intervals may differ from the usual by a quarter of it, for times to be called even.
    private const double UnevenShare = 0.1;
    private const double Quarter = 0.25;
    private const double SureSeason = 1e-3;
    private const int SeasonsAway = 8;

    /// <param name="times">Times of the samples, ascending.</param>
    /// <param name="rows">The row of each.</param>
    /// <param name="values">The values by row.</param>
    public static EvenSeries Of(long[] times, int[] rows, ReadOnlySpan<double> values)
    {
        int[] places = new int[rows.Length];
        int[] bridged = Bridged(times, out int length);
        double[] even = new double[length];
        for (int i = 0, place = 0; i < rows.Length; i++)
        {
            place += i == 0 ? 0 : 1 + bridged[i];
            places[i] = place;
            even[place] = values[rows[i]];
        }

        // The half of a bridge nearer to a side mirrors that side.
        for (int i = 1; i < rows.Length; i++)
        {
            for (int j = 1; j <= bridged[i]; j++)
            {
                int back = Math.Max(0, i - 1 - j), on = Math.Min(rows.Length - 1, i + bridged[i] + 1 - j);
                even[places[i - 1] + j] = values[rows[2 * j <= bridged[i] + 1 ? back : on]];
            }
        }

        if (length > rows.Length)
            TakeFromSeason(even, places);
        return new EvenSeries(even, places);
    }

    /// <summary>Where there is a season a bridge takes what was at that time of a season near by.</summary>
    private static void TakeFromSeason(double[] even, int[] places)
    {
        PeriodEstimate season = new PeriodDetector(even.Length).Detect(even);
        if (!(season.PValue < SureSeason))
            return;

        bool[] isSample = new bool[even.Length];
        foreach (int place in places)
            isSample[place] = true;
        for (int place = 0; place < even.Length; place++)
        {
            for (int away = 1; away <= SeasonsAway && !isSample[place]; away++)
            {
                int far = (int)Math.Round(away * season.Period), before = place - far, after = place + far;
                if (before >= 0 && isSample[before])
                    even[place] = even[before];
                else if (after < even.Length && isSample[after])
                    even[place] = even[after];
                else
                    continue;
                break;
            }
        }
    }

    /// <summary>How many samples are missing before each; none at all where times are uneven or too much is missing.</summary>
    private static int[] Bridged(long[] times, out int length)
    {
        int[] bridged = new int[times.Length];
        length = times.Length;
        if (times.Length < 3)
            return bridged;

        double[] intervals = new double[times.Length - 1];
        for (int i = 1; i < times.Length; i++)
            intervals[i - 1] = (double)times[i] - times[i - 1];
        double usual = Median.InPlace(intervals.ToArray());
        if (!(usual > 0) || intervals.Count(interval => Math.Abs(interval - usual) > Quarter * usual) > UnevenShare * intervals.Length)
            return bridged;

        double missing = 0;
        for (int i = 1; i < times.Length; i++)
        {
            double more = intervals[i - 1] > Late * usual ? Math.Round(intervals[i - 1] / usual) - 1 : 0;
            missing += more;
            if (missing > times.Length)
                return new int[times.Length];
            bridged[i] = (int)more;
        }

        length += (int)missing;
        return bridged;
    }
}
