using System.Text.Json;
using System.Text.RegularExpressions;
using Feedline.Docs.Tests.Markdown;
using Feedline.Sources;

namespace Feedline.Docs.Tests;

public sealed partial class JsonContractTests
{
    private static readonly Document Page = Document.Open("docs/guide/json.md");

    [Fact]
    public void Each_field_that_is_written_is_explained()
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        foreach (Type document in DocumentTypes())
        {
            foreach (System.Reflection.PropertyInfo property in document.GetProperties())
                fields.Add(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        }

        // The answers of `whatif` are explained where its measures are.
        string text = Page.Text + Document.Open("docs/guide/what-if.md").Text;
        string[] words = [.. Quoted().Matches(text).SelectMany(match => Word().Matches(match.Value)).Select(match => match.Value)];
        Assert.NotEmpty(fields);
        Assert.Empty(fields.Except(words));
    }

    [Fact]
    public async Task A_real_report_has_the_fields_of_the_page()
    {
        using var report = JsonDocument.Parse(await ReadmeTests.Feedline("analyze", "samples/recordings/desync", "--format", "json"));
        JsonElement root = report.RootElement;
        Assert.Equal(1, root.GetProperty("schemaVersion").GetInt32());

        string[] top = [.. root.EnumerateObject().Select(property => property.Name)];
        Assert.Equal(["schemaVersion", "job", "worldSize", "window", "findings", "ledger", "skippedRules", "inputs"], top);

        JsonElement ledger = root.GetProperty("ledger");
        decimal sum = ledger.GetProperty("productive").GetDecimal() + ledger.GetProperty("unattributed").GetDecimal()
            + ledger.GetProperty("losses").EnumerateArray().Sum(loss => loss.GetProperty("gpuSeconds").GetDecimal());
        Assert.Equal(ledger.GetProperty("gpuSeconds").GetDecimal(), sum);
    }

    [Fact]
    public void Each_reason_for_dropping_is_explained()
    {
        // The ids are internal to the reader: they are read from it so that none is forgotten here.
        Type reasons = typeof(OtlpRecording).Assembly.GetType("Feedline.Sources.DropReason", throwOnError: true)!;
        System.Reflection.MethodInfo id = typeof(OtlpRecording).Assembly.GetType("Feedline.Sources.DropReasons", throwOnError: true)!.GetMethod("Id")!;
        string[] ids = [.. Enum.GetValues(reasons).Cast<object>().Select(reason => $"`{id.Invoke(null, [reason])}`")];

        Assert.Equal(
            ids.Order(StringComparer.Ordinal),
            Page.Rows.Where(row => row.Length == 3 && row[1] is "lines" or "points" or "files" or "steps of a clock").Select(row => row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Layers_severities_and_mitigations_are_all_there()
    {
        string text = Page.Text;
        Assert.All(Enum.GetValues<Layer>(), layer => Assert.Contains($"`{layer.ToId()}`", text, StringComparison.Ordinal));
        Assert.All(
            Enum.GetNames<FindingSeverity>().Concat(Enum.GetNames<MitigationKind>()).Concat(Enum.GetNames<FindingState>()),
            name => Assert.Contains($"`{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}`", text, StringComparison.Ordinal));
    }

    private static IEnumerable<Type> DocumentTypes()
    {
        var tool = System.Reflection.Assembly.Load("Feedline.Tool");
        return tool.GetTypes().Where(type => type.Namespace == "Feedline.Tool.Json" && type.Name.EndsWith("Document", StringComparison.Ordinal));
    }

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Quoted();

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Word();
}
