using Feedline.Signals;

namespace Feedline.Samples.Snippets;

/// <summary>Detectors as the guide shows them.</summary>
public static class Detectors
{
    /// <summary>Anomalies of one series.</summary>
    public static List<long> Anomalies(IEnumerable<(long Time, double Value)> samples)
    {
        var found = new List<long>();
        #region detect-series
        var detector = new SeriesDetector();                 // one for each series, kept as long as it runs
        foreach ((long time, double value) in samples)       // unix nanoseconds, and a value in any unit
        {
            AnomalyScore score = detector.Observe(time, value);
            if (score.IsAnomalous)
                found.Add(time);
        }
        #endregion
        return found;
    }

    /// <summary>A detector that outlives its process.</summary>
    public static SeriesDetector Restart(SeriesDetector detector)
    {
        #region detect-state
        byte[] state = detector.Save();
        SeriesDetector restored = SeriesDetector.Restore(state);     // goes on to the bit as the other would
        #endregion
        return restored;
    }

    /// <summary>Ranks that are unlike the others, step by step.</summary>
    public static List<int> Apart(IEnumerable<double[]> steps, int ranks)
    {
        var apart = new List<int>();
        #region detect-peers
        var detector = new PeerDetector(ranks);
        var scores = new AnomalyScore[ranks];
        foreach (double[] durations in steps)                // one value per rank; NaN where a rank has none
        {
            detector.Score(durations, scores);
            for (int rank = 0; rank < ranks; rank++)
            {
                if (scores[rank].IsAnomalous)
                    apart.Add(rank);
            }
        }
        #endregion
        return apart;
    }

    /// <summary>Stretches of a recorded series that are unlike the rest.</summary>
    public static List<string> Stretches(long[] times, double[] values)
    {
        var found = new List<string>();
        #region review-series
        SeriesReview review = SeriesReview.Of(times, values);        // unix nanoseconds in any order, and values in any unit
        foreach (AnomalousRange range in review.Ranges)
            found.Add($"rows {range.FirstRow} to {range.LastRow}: {range.View}, score {range.Score:F4}");
        #endregion
        return found;
    }

    /// <summary>Where a series changes.</summary>
    public static List<int> Changes(double[] values)
    {
        var found = new List<int>();
        #region review-changes
        foreach (ChangePoint change in ChangePoints.Find(values))
        {
            if (change.Kind != ChangeKind.Spread)                    // the level or the trend
                found.Add(change.Index);
        }
        #endregion
        return found;
    }
}
