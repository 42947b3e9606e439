using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.TsbAd;

/// <summary>A series of TSB-AD.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Values">Its values, oldest first.</param>
/// <param name="Labels">Whether each is part of an anomaly.</param>
internal sealed record LabelledSeries(string Name, double[] Values, bool[] Labels)
{
    /// <summary>Reads the series of a folder: the files with columns Data and Label.</summary>
    public static LabelledSeries[] ReadAll(string folder) =>
    [
        .. from file in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal)
           let table = CsvTable.Read(file)
           where table.Has("Data")
           select new LabelledSeries(Path.GetFileName(file), table.Numbers("Data"), [.. table.Numbers("Label").Select(label => label != 0)]),
    ];

    /// <summary>The runs of rows that are set.</summary>
    public static RowSpan[] Runs(ReadOnlySpan<bool> rows)
    {
        List<RowSpan> runs = [];
        for (int i = 0; i < rows.Length; i++)
        {
            if (!rows[i])
                continue;
            int first = i;
            while (i + 1 < rows.Length && rows[i + 1])
                i++;
            runs.Add(new RowSpan(first, i));
        }

        return [.. runs];
    }
}
