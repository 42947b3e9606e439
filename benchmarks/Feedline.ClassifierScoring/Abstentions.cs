using System.Globalization;

namespace Feedline.ClassifierScoring;

/// <summary>What came of some faults with some signals missing.</summary>
internal sealed class Abstentions
{
    public int Faults { get; set; }

    /// <summary>Those that a rule found, above info.</summary>
    public int Found { get; set; }

    /// <summary>Modes of those that the classifier alone named.</summary>
    public List<string> Named { get; } = [];

    /// <summary>What the classifier named without such a fault.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Findings of rules whose confidence it raised.</summary>
    public int Surer { get; set; }

    public void Add(Abstentions other)
    {
        Faults += other.Faults;
        Found += other.Found;
        Named.AddRange(other.Named);
        Wrong.AddRange(other.Wrong);
        Surer += other.Surer;
    }

    public string ToRow(string title) => string.Create(CultureInfo.InvariantCulture, $"| {title} | {Faults} | {Found} | {Of(Named)} | {Of(Wrong)} | {Surer} |");

    private static string Of(List<string> modes) =>
        modes.Count == 0 ? "" : string.Join(", ", modes.GroupBy(mode => mode).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}")));
}
