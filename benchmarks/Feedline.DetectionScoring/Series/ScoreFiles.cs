namespace Feedline.DetectionScoring.Series;

/// <summary>Scores that another program wrote: below a folder one file for each series, of the same relative path.</summary>
internal static class ScoreFiles
{
    /// <summary>Reads the file of a series.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="name">The relative path of the series.</param>
    /// <param name="rows">How many rows the series has; the file must have as many.</param>
    /// <returns>The column `score`, each in [0, 1]; and the rows where the column `anomaly` is not zero, null without that column.</returns>
    public static SeriesScores Read(string folder, string name, int rows)
    {
        string file = Path.Combine(folder, name);
        var table = CsvTable.Read(file);
        double[] scores = table.Numbers("score");
        if (scores.Length != rows)
            throw new InvalidDataException($"{file} has {scores.Length} rows, the series {rows}.");
        int wrong = Array.FindIndex(scores, score => score is < 0 or > 1);
        if (wrong >= 0)
            throw new InvalidDataException($"{file}, line {wrong + 2}: the score is not between 0 and 1.");
        return new SeriesScores(scores, table.Has("anomaly") ? [.. table.Column("anomaly").Select(IsAnomaly)] : null);

        bool IsAnomaly(string cell) => cell switch
        {
            "1" or "true" or "True" => true,
            "0" or "false" or "False" => false,
            _ => throw new InvalidDataException($"{file}: '{cell}' in the column anomaly is neither 0, 1, true nor false."),
        };
    }
}
