using System.Globalization;
using Feedline.Reliability;

namespace Feedline.ReliabilityScoring.Jitter;

/// <summary>Coverage on jobs whose truth is known.</summary>
internal static class SyntheticJitter
{
    private const int FittedRanks = 4;
    private const int Steps = 1_000;
    private static readonly int[] Sizes = [16, 256, 4_096, 16_384];

    public static void Print(TextWriter writer, int first, int count, string kinds = "")
    {
        writer.WriteLine($"{FittedRanks} ranks, {Steps} steps, {count} jobs of each kind, seeds {first} to {first + count - 1}. Cells: share of jobs whose 95 % interval holds the true mean step / median of |prediction / truth - 1| / median width over truth.");
        writer.WriteLine();
        writer.WriteLine("| jitter | " + string.Join(" | ", Sizes.Select(size => "N = " + size.ToString("N0", CultureInfo.InvariantCulture))) + " |");
        writer.WriteLine("|---|" + string.Concat(Sizes.Select(_ => "---|")));
        var held = new double[Sizes.Length];
        JitterKind[] chosen = [.. JitterKind.All.Where(kind => kind.Name.Contains(kinds, StringComparison.Ordinal))];
        foreach (JitterKind kind in chosen)
        {
            double[] truth = JitterTruth.Of(kind, Sizes);
            var predictions = new JitterPrediction[Sizes.Length, count];
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
            {
                var model = JitterModel.Fit(kind.Draw(new Random(first + i), FittedRanks, Steps), FittedRanks, first + i);
                for (int size = 0; size < Sizes.Length; size++)
                    predictions[size, i] = model.Predict(Sizes[size]);
            });
            string[] cells = [.. Sizes.Select((_, size) =>
            {
                Estimate[] times = [.. Enumerable.Range(0, count).Select(i => predictions[size, i].StepTime)];
                double covered = times.Count(time => time.Contains(truth[size])) / (double)count;
                held[size] += covered / chosen.Length;
                double error = Median(times.Select(time => Math.Abs(time.Value / truth[size] - 1)));
                double width = Median(times.Select(time => (time.Upper - time.Lower) / truth[size]));
                return string.Create(CultureInfo.InvariantCulture, $"{covered:P0} / {error:P1} / {width:P1}");
            })];
            writer.WriteLine($"| {kind.Name} | {string.Join(" | ", cells)} |");
            writer.Flush();
        }

        writer.WriteLine("| **all** | " + string.Join(" | ", held.Select(share => string.Create(CultureInfo.InvariantCulture, $"**{share:P1}**"))) + " |");
    }

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
