using System.Globalization;

namespace Feedline.Rules;

/// <summary>What the built-in rules share in speaking of ranks and numbers.</summary>
internal static class RuleHelp
{
    /// <summary>The page of a rule.</summary>
    public static Uri Link(string id) => new($"docs/rules/{id}.md", UriKind.Relative);

    /// <summary>The places of the ranks, by number.</summary>
    public static Dictionary<int, int> Slots(JobView job)
    {
        var slots = new Dictionary<int, int>(job.Ranks.Length);
        for (int slot = 0; slot < job.Ranks.Length; slot++)
            slots.Add(job.Ranks[slot].Rank, slot);

        return slots;
    }

    /// <summary>Whether a series is of a job: that of no name is of samples without one.</summary>
    public static bool IsOf(SeriesKey series, JobView job) => (series.Job ?? "") == job.Job;

    /// <summary>The subject of a rank, by its place in <see cref="JobView.Ranks"/>.</summary>
    public static Subject Subject(JobView job, int slot) =>
        new() { Rank = job.Ranks[slot].Rank, Node = job.Ranks[slot].Node };

    /// <summary>A count with its noun: 1 step, 3 steps.</summary>
    public static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>Ranks for a person, by their places: rank 2; ranks 0, 3.</summary>
    public static string Ranks(JobView job, IReadOnlyList<int> slots)
    {
        var numbers = new int[slots.Count];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = job.Ranks[slots[i]].Rank;

        Array.Sort(numbers);
        return (numbers.Length == 1 ? "rank " : "ranks ") + string.Join(", ", numbers);
    }

    /// <summary>The same text as the beginning of a sentence.</summary>
    public static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>How a worker ended, for a person: a code of its own, or the signal that killed it, below 0 or plus 128.</summary>
    public static string ExitCode(double code) => code switch
    {
        < 0 => string.Create(CultureInfo.InvariantCulture, $"was killed first, by signal {-code:0}"),
        > 128 and < 160 => string.Create(CultureInfo.InvariantCulture, $"was killed first, by signal {code - 128:0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"ended first, with exit code {code:0}"),
    };

    /// <summary>A length of time for a person: 12 µs, 3.4 ms, 2.71 s, 94 s.</summary>
    public static string Time(double seconds) => Math.Abs(seconds) switch
    {
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0} µs"),
        < 10e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0} ms"),
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
    };

    /// <summary>A share for a person: 4.2 %, 87 %.</summary>
    public static string Share(double share) => share < 0.1
        ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %")
        : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    /// <summary>A ratio for a person: 1.4 ×, 62 ×.</summary>
    public static string Times(double ratio) => ratio < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0} ×")
        : string.Create(CultureInfo.InvariantCulture, $"{ratio:0} ×");
}
