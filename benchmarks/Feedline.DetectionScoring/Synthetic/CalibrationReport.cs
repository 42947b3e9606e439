namespace Feedline.DetectionScoring.Synthetic;

/// <summary>Prints which share of quiet windows holds an alarm's score, early and late in a series.</summary>
internal static class CalibrationReport
{
    private const int First = 100;
    private const int Early = 2100;
    private const int Late = 20_100;
    private const int Short = 100;
    private const int Long = 10;

    public static void Print(TextWriter output)
    {
        output.WriteLine("| noise | samples 100 to 2,100 | samples 2,100 to 20,100 |");
        output.WriteLine("|---|---|---|");
        foreach (var (name, make) in QuietNoise.Kinds)
        {
            double early = Enumerable.Range(0, Short).Average(seed => Share(make(new Draw(seed), Early), First));
            double late = Enumerable.Range(Short, Long).Average(seed => Share(make(new Draw(seed), Late), Early));
            output.WriteLine(FormattableString.Invariant($"| {name} | {100 * early:0.0} % | {100 * late:0.0} % |"));
        }
    }

    private static double Share(double[] values, int from)
    {
        double[] scores = SyntheticReport.Run(values).Scores;
        return scores[from..].Chunk(SeriesDetector.WindowLength).Average(window => window.Any(score => score >= SeriesDetector.AlarmScore) ? 1.0 : 0);
    }
}
