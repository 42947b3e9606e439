using System.Text.Json;

namespace Feedline.DetectionScoring.ChangePoints;

/// <summary>A series of the Turing Change Point Dataset with one dimension.</summary>
/// <param name="Name">What the dataset calls it.</param>
/// <param name="Values">Its values; NaN where one is missing.</param>
/// <param name="Annotators">The changes that each annotator saw, indices of the first row after.</param>
internal sealed record AnnotatedSeries(string Name, double[] Values, int[][] Annotators)
{
    /// <summary>Reads those there are of a folder with `annotations.json` and `datasets`; series of several dimensions are left out.</summary>
    public static AnnotatedSeries[] ReadAll(string folder)
    {
        using JsonDocument annotations = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "annotations.json")));
        return
        [
            .. Directory.EnumerateFiles(Path.Combine(folder, "datasets"), "*.json", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => Read(file, annotations.RootElement))
                .OfType<AnnotatedSeries>(),
        ];
    }

    private static AnnotatedSeries? Read(string file, JsonElement annotations)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        JsonElement root = document.RootElement;
        if (root.GetProperty("n_dim").GetInt32() != 1)
            return null;
        string name = root.GetProperty("name").GetString()!;
        double[] values = [.. root.GetProperty("series")[0].GetProperty("raw").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];
        int[][] annotators = [.. annotations.GetProperty(name).EnumerateObject().Select(annotator => annotator.Value.EnumerateArray().Select(index => index.GetInt32()).ToArray())];
        return new AnnotatedSeries(name, values, annotators);
    }
}
