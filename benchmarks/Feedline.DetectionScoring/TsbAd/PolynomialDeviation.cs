namespace Feedline.DetectionScoring.TsbAd;

/// <summary>POLY as TSB-AD runs it: how far a block is from the polynomial through the samples around it. Looks ahead.</summary>
internal static class PolynomialDeviation
{
    private const int Degree = 4;

    public static double[] Scores(double[] values, int window)
    {
        int n = values.Length;
        double least = values.Min();
        double range = values.Max() - least;
        double[] scaled = [.. values.Select(value => (value - least) / range)];
        double[] scores = new double[n];
        int around = Math.Max(10 * window, 100);
        for (int block = (int)Math.Ceiling(Math.Min(500, 0.1 * n) / window); block * window < n; block++)
        {
            int first = block * window;
            int end = Math.Min(first + window, n);
            double[] fit = Fit(scaled, first, window, around);
            double squares = 0;
            for (int i = first; i < end; i++)
                squares += (scaled[i] - fit[i - first]) * (scaled[i] - fit[i - first]);
            scores.AsSpan(first, end - first).Fill(Math.Sqrt(squares / (end - first)));
        }

        return scores;
    }

    private static double[] Fit(double[] scaled, int first, int window, int around)
    {
        int from = first - around / 2;
        int to = first + around / 2;
        if (from < 0)
            (from, to) = (0, Math.Min(around, scaled.Length));
        else if (to > scaled.Length)
            (from, to) = (Math.Max(0, scaled.Length - around), scaled.Length);

        int[] rows = [.. Enumerable.Range(from, to - from).Where(row => row < first || row >= first + window)];

        // The places go to the end of the block, both ends included: a little further apart than rows.
        double[] at = [.. Enumerable.Range(0, window).Select(i => first + i * (window / (window - 1.0)))];
        return Polynomial.FitAndEvaluate([.. rows.Select(row => (double)row)], [.. rows.Select(row => scaled[row])], Degree, at);
    }
}
