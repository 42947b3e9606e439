using System.CommandLine;

namespace Feedline.Tool.CommandLine;

/// <summary>Options that take a number with a unit and know what range makes sense, so that an error names the option.</summary>
internal static class NumberOption
{
    /// <summary>A number above 0.</summary>
    public static Option<double?> Positive(string name, string help, string description, Quantities quantities) =>
        Create(name, help, description, quantities, value => value > 0, "above 0");

    /// <summary>A number that may be 0.</summary>
    public static Option<double?> NotNegative(string name, string help, string description, Quantities quantities) =>
        Create(name, help, description, quantities, value => value >= 0, "at least 0");

    /// <summary>A share above 0 and below 1.</summary>
    public static Option<double?> Share(string name, string description) =>
        Create(name, "SHARE", description, Quantities.Number, value => value is > 0 and < 1, "above 0 and below 1");

    /// <summary>A chance that may be 0.</summary>
    public static Option<double?> Probability(string name, string description) =>
        Create(name, "SHARE", description, Quantities.Number, value => value is >= 0 and < 1, "at least 0 and below 1");

    /// <summary>A whole number.</summary>
    public static Option<double?> Whole(string name, string description, int least, int greatest = 100_000_000) =>
        Create(name, "N", description, Quantities.Number, value => value >= least && value <= greatest && value == Math.Floor(value), $"a whole number from {least} to {greatest}");

    private static Option<double?> Create(
        string name, string help, string description, Quantities quantities, Func<double, bool> isAllowed, string range) => new(name)
    {
        HelpName = help,
        Description = description,
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            double? value = quantities.Parse(text);
            if (value is null)
                result.AddError($"'{text}' is not {quantities.Name}; {name} takes one");
            else if (!isAllowed(value.Value))
                result.AddError($"{name} {text} is out of range: it must be {range}");
            return value;
        },
    };
}
