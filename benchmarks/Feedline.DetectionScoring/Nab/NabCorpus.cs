using System.Globalization;
using System.Text.Json;
using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.Nab;

/// <summary>Reads the benchmark as it is published: a folder `data` with the series and `labels/combined_windows.json`.</summary>
internal static class NabCorpus
{
    public static NabFile[] Read(string folder)
    {
        using JsonDocument labels = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "labels", "combined_windows.json")));
        return [.. labels.RootElement.EnumerateObject().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => Read(folder, file.Name, file.Value))];
    }

    private static NabFile Read(string folder, string name, JsonElement windows)
    {
        var table = CsvTable.Read(Path.Combine(folder, "data", name));
        DateTime[] times = [.. table.Column("timestamp").Select(Time)];
        RowSpan[] rows = [.. windows.EnumerateArray().Select(window => Rows(times, Time(window[0].GetString()!), Time(window[1].GetString()!)))];
        return new NabFile(name, table.Numbers("value"), rows);
    }

    private static RowSpan Rows(DateTime[] times, DateTime start, DateTime end) =>
        new(Array.FindIndex(times, time => time >= start), Array.FindLastIndex(times, time => time <= end));

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
