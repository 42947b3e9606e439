using System.Globalization;
using System.Text;
using System.Text.Json;
using Feedline.Tool.CommandLine;
using Feedline.Tool.Terminals;
using Feedline.Tool.Tests.CommandLine;
using Feedline.Tool.Tests.Samples;

namespace Feedline.Tool.Tests.Detection;

public sealed class DetectCommandTests
{
    [Fact]
    public void Each_row_has_a_score_and_keeps_its_text()
    {
        string[] rows = Rows(400);
        rows[350] = rows[350].Split(',')[0] + ",9.50";
        CommandRun run = Detect("timestamp,value\n" + string.Join('\n', rows) + "\n");

        string[] scored = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("timestamp,value,score,anomaly", scored[0]);
        Assert.Equal(rows, scored[1..].Select(row => row[..row.LastIndexOf(',', row.LastIndexOf(',') - 1)]));
        Assert.All(scored[1..101], row => Assert.EndsWith(",0,0", row, StringComparison.Ordinal));
        Assert.All(scored[1..], row => Assert.InRange(double.Parse(row.Split(',')[2], CultureInfo.InvariantCulture), 0, 1));
        Assert.Equal([351], Enumerable.Range(1, 400).Where(i => scored[i].EndsWith(",1", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_score_does_not_depend_on_later_rows()
    {
        string[] rows = Rows(600);
        string all = Detect("timestamp,value\n" + string.Join('\n', rows)).Output;
        string some = Detect("timestamp,value\n" + string.Join('\n', rows[..450])).Output;

        Assert.StartsWith(some, all, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_marks_quotes_and_other_columns_do_not_matter()
    {
        string[] rows = Rows(300);
        string plain = Detect("timestamp,value\n" + string.Join('\n', rows)).Output;
        string odd = Scored("\uFEFF\"Value\",note, TIMESTAMP \r\n\r\n"
            + string.Join("\r\n", rows.Select(row => $"\"{row.Split(',')[1]}\",\"a \"\"b\"\",\r\nc\",{row.Split(',')[0]}")));

        Assert.Equal(Scores(plain), Scores(odd));
        Assert.Contains("\n" + rows[0].Split(',')[0] + ",\"" + rows[0].Split(',')[1] + "\",", odd, StringComparison.Ordinal);

        static IEnumerable<string> Scores(string text) => text.TrimEnd('\n').Split('\n').Skip(1).Select(row => string.Join(',', row.Split(',')[2..]));
        static string Scored(string text) => Detect(text).Output;
    }

    [Fact]
    public void Rows_that_cannot_be_scored_are_kept_and_counted()
    {
        string[] rows = Rows(300);
        rows[150] = "soon,1";
        rows[160] = rows[160].Split(',')[0] + ",NaN";
        rows[161] = rows[161].Split(',')[0] + ",none";
        rows[162] = rows[162].Split(',')[0];
        rows[170] = "2024-01-01 00:00:00,1";
        for (int i = 250; i < 300; i++)
            rows[i] = rows[i].Replace("2024-", "2025-", StringComparison.Ordinal);
        CommandRun run = Detect("timestamp,value\n" + string.Join('\n', rows));

        string[] scored = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(301, scored.Length);
        Assert.Equal("soon,1,0,0", scored[151]);
        Assert.EndsWith(",NaN,0,0", scored[161], StringComparison.Ordinal);
        Assert.EndsWith(",none,0,0", scored[162], StringComparison.Ordinal);
        Assert.EndsWith(",,0,0", scored[163], StringComparison.Ordinal);
        Assert.Equal(
            """
            feedline: rows without a time that can be read, which score 0: 1
            feedline: rows without a finite value, which score 0: 3
            feedline: rows with a time before that of an earlier row, which score 0: 1
            feedline: rows after a gap, which score 0: 1

            """.ReplaceLineEndings("\n"), run.Error);
    }

    [Fact]
    public void A_short_series_says_why_nothing_is_scored()
    {
        CommandRun run = Detect("timestamp,value\n" + string.Join('\n', Rows(40)));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(41, run.Output.Count(c => c == '\n'));
        Assert.Contains("nothing was scored: 40 rows are too few", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("time,value\n1,2\n", "no column 'timestamp'; its first line reads: time, value")]
    [InlineData("timestamp,x\n1,2\n", "no column 'value'")]
    [InlineData("timestamp,value\n1,\"2\n", "a quoted field is not closed")]
    public void What_is_no_series_is_2(string text, string message)
    {
        CommandRun run = Detect(text);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_2()
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, "detect", "nowhere.csv");

        Assert.Equal((2, "", "feedline: there is no file nowhere.csv\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Anomalies_for_a_person()
    {
        string[] rows = Rows(400);
        rows[350] = rows[350].Split(',')[0] + ",9.50";

        Snapshot.Matches(Detect("timestamp,value\n" + string.Join('\n', rows), "table").Output);
    }

    [Fact]
    public void A_pipe_is_read()
    {
        string text = "timestamp,value\n" + string.Join('\n', Rows(150));
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new ToolTerminal { Output = output, Error = error, OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(text)) };
        int code = new FeedlineCommandLine(terminal, (_, _, _) => Reports.Mixed, () => Reports.Rules, TimeProvider.System)
            .Run(["detect", "-", "--format", "csv"]);

        Assert.Equal((0, ""), (code, error.ToString()));
        Assert.Equal(Detect(text).Output, output.ToString());
    }

    [Fact]
    public void A_whole_series_has_ranges_in_all_their_rows()
    {
        string[] rows = Disturbed();
        CommandRun run = Detect("timestamp,value\n" + string.Join('\n', rows) + "\n", "csv", "--whole");

        string[] scored = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("timestamp,value,score,anomaly", scored[0]);
        Assert.Equal(rows, scored[1..].Select(row => row[..row.LastIndexOf(',', row.LastIndexOf(',') - 1)]));
        Assert.All(scored[1..], row => Assert.InRange(double.Parse(row.Split(',')[2], CultureInfo.InvariantCulture), 0, 1));
        int[] flagged = [.. Enumerable.Range(0, rows.Length).Where(i => scored[i + 1].EndsWith(",1", StringComparison.Ordinal))];
        Assert.Equal(Enumerable.Range(flagged[0], flagged.Length), flagged);
        Assert.InRange(flagged[0], 540, 605);
        Assert.InRange(flagged[^1], 635, 700);
    }

    [Fact]
    public void Ranges_for_a_program()
    {
        CommandRun run = Detect("timestamp,value\n" + string.Join('\n', Disturbed()) + "\nsoon,1\n", "json", "--whole");

        using var document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;
        Assert.Equal((1001, 1, 0), (root.GetProperty("rows").GetInt32(), root.GetProperty("withoutTime").GetInt32(), root.GetProperty("notFinite").GetInt32()));
        JsonElement range = Assert.Single(root.GetProperty("ranges").EnumerateArray());
        Assert.InRange(range.GetProperty("firstRow").GetInt32(), 541, 606);
        Assert.Equal("spread", range.GetProperty("view").GetString());
        Assert.Equal("feedline: rows without a time that can be read, which score 0: 1\n", run.Error);
    }

    [Fact]
    public void Ranges_for_a_person() =>
        Snapshot.Matches(Detect("timestamp,value\n" + string.Join('\n', Disturbed()), "table", "--whole").Output);

    [Fact]
    public void Rows_of_a_whole_series_that_cannot_be_scored_are_kept_and_counted()
    {
        string[] rows = Disturbed();
        rows[150] = "soon,1";
        rows[160] = rows[160].Split(',')[0] + ",none";
        (rows[170], rows[171]) = (rows[171], rows[170]);
        CommandRun run = Detect("timestamp,value\n" + string.Join('\n', rows), "csv", "--whole");

        string[] scored = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(1001, scored.Length);
        Assert.Equal("soon,1,0,0", scored[151]);
        Assert.EndsWith(",none,0,0", scored[161], StringComparison.Ordinal);
        Assert.DoesNotContain(",0,0", scored[171], StringComparison.Ordinal);
        Assert.Equal(
            "feedline: rows without a time that can be read, which score 0: 1\nfeedline: rows without a finite value, which score 0: 1\n", run.Error);
    }

    [Fact]
    public void A_whole_series_that_is_short_says_why_nothing_is_scored()
    {
        CommandRun run = Detect("timestamp,value\n" + string.Join('\n', Rows(40)), "csv", "--whole");

        Assert.Equal((0, 41), (run.ExitCode, run.Output.Count(c => c == '\n')));
        Assert.Equal("feedline: nothing was scored: it takes 64 rows with a time and a value, not all of them equal\n", run.Error);
    }

    private static CommandRun Detect(string text, string format = "csv", params string[] more)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("series.csv");
        File.WriteAllText(file, text);
        return CommandRun.Of(Reports.Mixed, ["detect", file, "--format", format, .. more]);
    }

    /// <summary>Rows of a series whose value is stuck, too high, for forty of them.</summary>
    private static string[] Disturbed() =>
        [.. Rows(1000).Select((row, i) => i is < 600 or >= 640 ? row : row.Split(',')[0] + ",2.5")];

    /// <summary>Rows of a quiet series, a minute apart.</summary>
    private static string[] Rows(int count)
    {
        var random = new Random(1);
        var start = new DateTime(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        return [.. Enumerable.Range(0, count).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{start.AddMinutes(i):yyyy-MM-dd HH:mm:ss},{1 + random.NextDouble():F3}"))];
    }
}
