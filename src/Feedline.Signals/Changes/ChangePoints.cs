namespace Feedline.Signals;

/// <summary>Finds where a whole series changes, without settings: its level, its trend or its spread.</summary>
/// <remarks>
/// <para>Two models are fitted, levels and straight lines between changes, each with 0 to 20 changes at their best places (exact, by dynamic
/// programming). Noise may remember: residuals e are taken for first-order autoregressive, u(t) = e(t) - ρ e(t-1), ρ from 0
/// to 0.9. The model with the least n ln(Σ u²/n) + penalty is taken; the penalty is the modified Bayes information criterion's, 3 ln n per
/// change + Σ ln(n(s)/n) over segments, and ln n per line. So a slow wave or a straight trend is no row of steps, and a series without
/// changes mostly comes out with none.</para>
/// <para>Changes of spread are then looked for in the ranks of |u| (<see cref="Pelt"/>, same penalty), in series of 40 values or more.</para>
/// <para>Before, a season is taken off (<see cref="PeriodDetector"/>, p below 0.0001, four cycles or more), and single values far
/// from the median of five are put on it: an outlier is no change. Segments have 1.5 ln n values or more, at least 3.
/// Above 2,000 values means of equal blocks are searched, and each change then moved to its best place among the values.</para>
/// <para>Of 180 made-up series that the design had not seen, a third without a change, see the results in the repository. Random walks
/// have no true changes and still get some. NaN, infinite values and those beyond ±1e150 are passed over; fewer than 8 values, and a
/// constant, have no change. Neither origin nor unit matters. O(n log n), and about 80 million steps from 2,000 values on; some 240 bytes
/// a value. Thread-safe.</para>
/// <para>Sources: Zhang and Siegmund, "A modified Bayes information criterion", Biometrics 63 (2007); Killick, Beaulieu, Taylor and
/// Hullait, "EnvCpt" (2021), for the choice among levels, lines and memory.</para>
/// </remarks>
public static class ChangePoints
{
    private const int Fewest = 8;
    private const int MostBlocks = 2000;
    private const double Largest = 1e150;

    /// <summary>Finds the changes.</summary>
    /// <param name="values">The series, oldest first, evenly spaced.</param>
    /// <returns>The changes by index; none where nothing speaks for one.</returns>
    public static ChangePoint[] Find(ReadOnlySpan<double> values)
    {
        List<int> rows = new(values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            if (Math.Abs(values[i]) <= Largest)
                rows.Add(i);
        }

        double[] series = new double[rows.Count];
        for (int i = 0; i < series.Length; i++)
            series[i] = values[rows[i]];
        if (series.Length < Fewest || series.AsSpan().IndexOfAnyExcept(series[0]) < 0)
            return [];

        ChangePoint[] changes = FindFinite(series);
        for (int i = 0; i < changes.Length; i++)
            changes[i] = changes[i] with { Index = rows[changes[i].Index] };
        return changes;
    }

    private static ChangePoint[] FindFinite(double[] series)
    {
        QuietSeries.Standardise(series);
        QuietSeries.TakeOffSeason(series);
        QuietSeries.TakeOffOutliers(series);
        int block = (series.Length + MostBlocks - 1) / MostBlocks;
        double[] means = QuietSeries.BlockMeans(series, block);
        double[] scales = new double[means.Length];
        Array.Fill(scales, 1);
        SegmentedFit best = SegmentedFit.Best(means, scales);
        int[] spreads = SpreadChanges.Find(best.Innovations());
        if (spreads.Length > 0)
        {
            // Loud stretches would else get changes that are noise.
            scales = SpreadChanges.Scales(best.Innovations(), spreads);
            best = SegmentedFit.Best(means, scales);
        }

        ChangeKind kind = best.HasSlopes ? ChangeKind.Trend : ChangeKind.Level;
        List<ChangePoint> changes = [];
        foreach (int cut in Refine(series, best, block))
            changes.Add(new ChangePoint(cut, kind));
        int apart = best.MinimumLength * block;
        foreach (int cut in spreads)
        {
            if (changes.TrueForAll(change => Math.Abs(change.Index - cut * block) >= apart))
                changes.Add(new ChangePoint(cut * block, ChangeKind.Spread));
        }

        changes.Sort((a, b) => a.Index.CompareTo(b.Index));
        return [.. changes];
    }

    /// <summary>Moves each change, found among blocks, to its best place among the values.</summary>
    private static int[] Refine(double[] series, SegmentedFit fit, int block)
    {
        int[] cuts = new int[fit.Cuts.Length];
        for (int i = 0; i < cuts.Length; i++)
            cuts[i] = fit.Cuts[i] * block;
        if (block == 1)
            return cuts;

        var costs = new LineCosts(series, fit.HasSlopes);
        for (int i = 0; i < cuts.Length; i++)
        {
            int from = i == 0 ? 0 : cuts[i - 1], to = i == cuts.Length - 1 ? series.Length : cuts[i + 1];
            int at = cuts[i];
            double least = double.PositiveInfinity;
            for (int place = at - block; place <= at + block; place++)
            {
                double cost = costs.Of(from, place) + costs.Of(place, to);
                if (cost < least)
                    (least, cuts[i]) = (cost, place);
            }
        }

        return cuts;
    }
}
