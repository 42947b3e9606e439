using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.Nab;

/// <summary>NAB's rules. Source: Lavin and Ahmad, "Evaluating real-time anomaly detection algorithms", ICMLA (2015).</summary>
internal static class NabScorer
{
    // Behind a window a detection costs the full price from three window lengths on.
    private const double FarBehind = 3;

    private static readonly double Earliest = Sigmoid(-1);

    /// <summary>Scores what a detector gave for each row of each file.</summary>
    public static NabScore Score(IReadOnlyList<NabFile> files, IReadOnlyList<double[]> scores, NabProfile profile)
    {
        (double[] ordered, ScoredRow[] rows) = Order(files, scores);
        int windows = files.Sum(file => file.Windows.Length);
        double worst = -profile.Missed * windows;
        double perfect = profile.Found * windows;
        (double total, double threshold) = Sweep(ordered, rows, windows, profile);
        return new NabScore(100 * (total - worst) / (perfect - worst), threshold);
    }

    /// <summary>The score where every row from a given threshold on is a detection.</summary>
    public static double ScoreAt(IReadOnlyList<NabFile> files, IReadOnlyList<double[]> scores, NabProfile profile, double threshold)
    {
        (double[] ordered, ScoredRow[] rows) = Order(files, scores);
        int detected = ordered.TakeWhile(falling => -falling >= threshold).Count();
        int windows = files.Sum(file => file.Windows.Length);
        double worst = -profile.Missed * windows;
        return 100 * (Totals(rows.AsSpan(0, detected), windows, profile)[^1] - worst) / (profile.Found * windows - worst);
    }

    /// <summary>What a detection gives before the profile's weights: by how far it is from the end of its window, in window lengths.</summary>
    public static double Sigmoid(double position) => position > FarBehind ? -1 : 2 / (1 + Math.Exp(5 * position)) - 1;

    /// <summary>The rows that count, by falling score: as the threshold falls they become detections in this order.</summary>
    private static (double[] Scores, ScoredRow[] Rows) Order(IReadOnlyList<NabFile> files, IReadOnlyList<double[]> scores)
    {
        List<double> kept = [];
        List<ScoredRow> rows = [];
        int windowsBefore = 0;
        for (int i = 0; i < files.Count; i++)
        {
            NabFile file = files[i];
            if (scores[i].Length != file.Values.Length)
                throw new ArgumentException($"{file.Name} has {file.Values.Length} rows and {scores[i].Length} scores.", nameof(scores));
            for (int row = file.Probation; row < file.Values.Length; row++)
            {
                kept.Add(-scores[i][row]);
                rows.Add(Describe(file, row, windowsBefore));
            }

            windowsBefore += file.Windows.Length;
        }

        double[] falling = [.. kept];
        ScoredRow[] ordered = [.. rows];
        Array.Sort(falling, ordered);
        return (falling, ordered);
    }

    private static ScoredRow Describe(NabFile file, int row, int windowsBefore)
    {
        int behind = -1;
        for (int i = 0; i < file.Windows.Length && file.Windows[i].First <= row; i++)
        {
            RowSpan window = file.Windows[i];
            if (row <= window.Last)
                return new ScoredRow(windowsBefore + i, Sigmoid(-(window.Last - row + 1) / (double)window.Length) / Earliest);
            behind = i;
        }

        if (behind < 0)
            return new ScoredRow(ScoredRow.Outside, -1);
        RowSpan last = file.Windows[behind];
        return new ScoredRow(ScoredRow.Outside, Sigmoid((row - last.Last) / (double)(last.Length - 1)));
    }

    /// <summary>The largest total over all thresholds, one for the whole corpus.</summary>
    private static (double Total, double Threshold) Sweep(double[] falling, ScoredRow[] rows, int windows, NabProfile profile)
    {
        double[] totals = Totals(rows, windows, profile);
        (double Total, double Threshold) most = (totals[0], double.PositiveInfinity);
        for (int i = 0; i < rows.Length; i++)
        {
            // Rows of one score become detections together.
            bool isLastOfScore = i + 1 == rows.Length || falling[i + 1] != falling[i];
            if (isLastOfScore && totals[i + 1] > most.Total)
                most = (totals[i + 1], -falling[i]);
        }

        return most;
    }

    /// <summary>What the first rows give as detections: none, the first, the first two, and so on.</summary>
    private static double[] Totals(ReadOnlySpan<ScoredRow> rows, int windows, NabProfile profile)
    {
        double[] best = new double[windows];
        Array.Fill(best, -profile.Missed);
        double[] totals = new double[rows.Length + 1];
        totals[0] = -profile.Missed * windows;
        for (int i = 0; i < rows.Length; i++)
        {
            (int window, double value) = rows[i];
            double gain = window == ScoredRow.Outside ? profile.False * value : Math.Max(0, profile.Found * value - best[window]);
            if (window != ScoredRow.Outside)
                best[window] += gain;
            totals[i + 1] = totals[i] + gain;
        }

        return totals;
    }
}
