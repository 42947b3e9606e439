using System.Globalization;
using System.Security.Cryptography;
using Feedline.Docs.Tests.Markdown;
using Feedline.MachineLearning;

namespace Feedline.Docs.Tests;

/// <summary>The model card says of the shipped model what the model itself says.</summary>
public sealed class ModelCardTests
{
    private static readonly Document Card = Document.Open("docs/guide/failure-mode-model.md");
    private readonly FailureModeModel _model = FailureModeModel.LoadShipped();

    [Fact]
    public void Features_are_those_of_the_model_in_their_order() => Assert.Equal(
        _model.Features.Select(feature => $"`{feature}`"),
        Card.Rows.Where(row => row.Length == 2 && row[0].StartsWith('`')).Select(row => row[0]));

    [Fact]
    public void Modes_and_data_are_those_of_the_model()
    {
        Assert.Equal(string.Join(", ", _model.Modes.Select(mode => $"`{mode}`")), Value("Modes"));
        Assert.Equal(_model.Origin, Value("Trained on"));
    }

    [Fact]
    public void The_file_is_the_one_described()
    {
        using var stream = new MemoryStream();
        _model.Save(stream);

        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"{stream.Length} bytes, SHA-256 `{Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()))}`"),
            Value("File"));
    }

    [Fact]
    public void Figures_are_those_of_the_results()
    {
        string results = File.ReadAllText(Path.Combine(Repository.Root, "benchmarks", "results", "classifier.md"));
        string[][] figures = [.. Card.Rows.Where(row => row.Length == 2 && double.TryParse(row[1], CultureInfo.InvariantCulture, out _))];

        Assert.Equal(5, figures.Length);
        Assert.All(figures, figure => Assert.Contains(figure[1], results, StringComparison.Ordinal));
    }

    private static string Value(string name) => Card.Rows.Single(row => row.Length == 2 && row[0] == name)[1];
}
