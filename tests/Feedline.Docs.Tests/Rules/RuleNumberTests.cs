using System.Globalization;
using System.Reflection;
using Feedline.Docs.Tests.Markdown;
using Feedline.MachineLearning;

namespace Feedline.Docs.Tests.Rules;

/// <summary>Each number that a rule decides by stands on a page, with the value it has in the code.</summary>
/// <remarks>The numbers are private to the rules: they are read from there by reflection.</remarks>
public sealed class RuleNumberTests
{
    /// <summary>Of the package of machine learning, what the rule itself decides by; the detector's numbers are in its remarks.</summary>
    private static readonly string[] MachineLearning =
        ["UnusualWindowsRule", "JobWindows", "WindowSignal", "WindowEpisode", "WindowCulprits", "AdaptiveWindowDetector", "Classification.FailureModeRule"];

    private static readonly IReadOnlyDictionary<string, double> InCode = ReadCode();
    private static readonly IReadOnlyDictionary<string, double> InPages = ReadPages();

    [Fact]
    public void Each_number_of_a_rule_is_explained() => Assert.Empty(InCode.Keys.Except(InPages.Keys));

    [Fact]
    public void Each_number_on_a_page_is_that_of_the_code()
    {
        Assert.NotEmpty(InPages);
        Assert.All(InPages, number => Assert.Equal(InCode[number.Key], number.Value));
    }

    private static Dictionary<string, double> ReadCode() =>
        typeof(DiagnosticEngine).Assembly.GetTypes()
            .Concat(MachineLearning.Select(name => typeof(WindowAnomalyDetector).Assembly.GetType($"Feedline.MachineLearning.{name}", throwOnError: true)!))
            .Where(type => !type.IsNested && !type.IsEnum
                && (type.Namespace is "Feedline.Rules" or "Feedline.MachineLearning" or "Feedline.MachineLearning.Classification"
                    || type.FullName is "Feedline.KeyArrivals" or "Feedline.KeyRhythm" or "Feedline.KeySilence" or "Feedline.ModelUse" or "Feedline.Minutes" or "Feedline.ShareEpisode"))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.IsLiteral && field.FieldType != typeof(string))
            .ToDictionary(
                field => $"{field.DeclaringType!.Name}.{field.Name}",
                field => Convert.ToDouble(field.GetRawConstantValue(), CultureInfo.InvariantCulture),
                StringComparer.Ordinal);

    private static Dictionary<string, double> ReadPages() =>
        Document.All.Where(document => document.Path.StartsWith("docs/rules/", StringComparison.Ordinal))
            .SelectMany(document => document.Rows)
            .Where(row => row.Length == 3 && row[0].StartsWith('`') && row[0].Contains('.', StringComparison.Ordinal))
            .ToDictionary(row => row[0].Trim('`'), row => double.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
