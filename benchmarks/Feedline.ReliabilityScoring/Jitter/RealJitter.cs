using System.Globalization;
using Feedline.Reliability;

namespace Feedline.ReliabilityScoring.Jitter;

/// <summary>Fits some ranks of real jobs and predicts the mean slowest of the others, which it has not seen.</summary>
internal static class RealJitter
{
    private const int MostFitted = 4;

    // Of ten ranks four can be chosen in 210 ways, and those share most of what they see.
    private const int MostSplits = 60;

    public static void Print(TextWriter writer, string[] paths)
    {
        writer.WriteLine($"Of each job ranks are chosen in all ways, or {MostSplits} random ones where there are more (of an epoch, 6): these are fitted, the others held out. Covered: the observed mean of the slowest held-out rank lies in the 95 % interval of `PredictObserved`.");
        writer.WriteLine();
        writer.WriteLine("| data | ranks fitted, held out | steps | splits | covered | above the interval | median error | median width / observed | of those without: median error |");
        writer.WriteLine("|---|---|---|---|---|---|---|---|---|");
        int splits = 0;
        int covered = 0;
        foreach (IGrouping<string, RealTimes> jobs in paths.SelectMany(RealTimes.Read).GroupBy(job => job.Name))
        {
            List<(bool Covered, bool IsAbove, double Error, double Width)> results = [.. jobs.SelectMany(job => Score(job, jobs.Count() > 1 ? MostSplits / 10 : MostSplits))];
            if (results.Count == 0)
                continue;
            RealTimes first = jobs.First();
            int ranks = first.Steps[0].Length;
            int fitted = Fitted(ranks);
            splits += results.Count;
            covered += results.Count(result => result.Covered);
            string missed = results.Any(result => !result.Covered) ? Percent(SyntheticJitter.Median(results.Where(result => !result.Covered).Select(result => result.Error))) : "";
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {jobs.Key}{(jobs.Count() > 1 ? $", {jobs.Count()} epochs" : "")} | {fitted}, {ranks - fitted} | {first.Steps.Length} | {results.Count} | {results.Count(result => result.Covered)} | {results.Count(result => result.IsAbove)} | {Percent(SyntheticJitter.Median(results.Select(result => result.Error)))} | {Percent(SyntheticJitter.Median(results.Select(result => result.Width)))} | {missed} |"));
        }

        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| **all** | | | **{splits}** | **{covered}** ({(double)covered / Math.Max(1, splits):P0}) | | | | |"));
    }

    private static int Fitted(int ranks) => ranks > MostFitted ? MostFitted : (ranks + 1) / 2;

    private static IEnumerable<(bool Covered, bool IsAbove, double Error, double Width)> Score(RealTimes job, int most)
    {
        int ranks = job.Steps.Length > 0 ? job.Steps[0].Length : 0;
        int fitted = Fitted(ranks);
        if (fitted < 2 || job.Steps.Length < JitterModel.LeastSteps || job.Steps.Length * fitted < JitterModel.LeastValues)
            yield break;

        foreach (int[] chosen in Splits(ranks, fitted, most))
        {
            double[] times = [.. job.Steps.SelectMany(step => chosen.Select(rank => step[rank]))];
            double observed = job.Steps.Average(step => Enumerable.Range(0, ranks).Except(chosen).Max(rank => step[rank]));
            Estimate predicted = JitterModel.Fit(times, fitted).PredictObserved(ranks - fitted, job.Steps.Length).StepTime;
            yield return (predicted.Contains(observed), observed > predicted.Upper, Math.Abs(predicted.Value / observed - 1), (predicted.Upper - predicted.Lower) / observed);
        }
    }

    /// <summary>Random choices of ranks, no two alike: to whom is chosen so, ranks are exchangeable.</summary>
    private static IEnumerable<int[]> Splits(int ranks, int fitted, int most)
    {
        var random = new Random(1);
        int[][] all = [.. Choose(0, fitted).Select(choice => choice.ToArray())];
        random.Shuffle(all);
        return all.Take(most);

        IEnumerable<IEnumerable<int>> Choose(int from, int count) => count == 0
            ? [[]]
            : Enumerable.Range(from, ranks - from).SelectMany(rank => Choose(rank + 1, count - 1).Select(rest => rest.Prepend(rank)));
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share:P1}");
}
