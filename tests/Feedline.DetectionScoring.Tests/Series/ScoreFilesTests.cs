using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.Tests.Series;

public sealed class ScoreFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("score-files").FullName;

    [Fact]
    public void Scores_and_alarms_are_read()
    {
        SeriesScores scores = Read("timestamp,value,score,anomaly\n1,5,0.25,0\n2,9,1,1\n", rows: 2);

        Assert.Equal([0.25, 1], scores.Scores);
        Assert.Equal([false, true], scores.Alarms!);
    }

    [Fact]
    public void Without_the_column_there_are_no_alarms() => Assert.Null(Read("score\n0.5\n", rows: 1).Alarms);

    [Theory]
    [InlineData("score\n0.5\n", "has 1 rows, the series 2")]
    [InlineData("score\n0.5\n1.5\n", "line 3: the score is not between 0 and 1")]
    [InlineData("score\n0.5\nNaN\n", "line 3: 'NaN' is not a number")]
    [InlineData("score\n0.5\n1,2\n", "line 3: 2 cells for 1 columns")]
    [InlineData("value\n0.5\n1\n", "has no column score")]
    [InlineData("score,anomaly\n0.5,maybe\n1,0\n", "'maybe' in the column anomaly")]
    [InlineData("", "is empty")]
    public void A_file_that_cannot_be_scored_says_why(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(text, rows: 2)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SeriesScores Read(string text, int rows)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "a"));
        File.WriteAllText(Path.Combine(_folder, "a", "b.csv"), text);
        return ScoreFiles.Read(_folder, "a/b.csv", rows);
    }
}
