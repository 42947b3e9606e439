using System.Globalization;
using System.Text;
using Feedline.Sources;
using Feedline.Tool.Tests.CommandLine;

namespace Feedline.Tool.Tests.Analysis;

/// <summary>A small log of requests with faults planted by a seed: a key without an owner that asks by the clock, and refusals.</summary>
internal sealed class SmallUsageLog
{
    private const long Start = 1_764_000_000_000;

    private readonly List<Row> _rows = [];

    public SmallUsageLog(int seed)
    {
        var random = new Random(seed);
        for (int key = 0; key < 4; key++)
            Chance(random, $"svc-{key}", $"team-{key}", $"deploy-{key}", 0.3 + (0.3 * key), 0, 900);

        double begin = 300 + (100 * random.NextDouble());
        for (double time = begin; time < 900; time += 2 + (seed % 3))
            Add(random, time, "old", "", "gone");

        foreach (Row row in _rows)
            row.IsRefused = row.Milliseconds >= Start + 500_000 && row.Milliseconds < Start + 650_000 && random.NextDouble() < 0.4;

        _rows.Sort(static (left, right) => left.Milliseconds.CompareTo(right.Milliseconds));
    }

    /// <summary>Writes the log as it is.</summary>
    public string Text() => Text(_rows, 1, static key => key);

    /// <summary>Writes it with its times in another unit: 1 for seconds, 1,000 for milliseconds…</summary>
    public string InUnit(long perSecond) => Text(_rows, perSecond, static key => key);

    /// <summary>Writes it with other names for the keys.</summary>
    public string Renamed(Func<string, string> name) => Text(_rows, 1, name);

    /// <summary>Writes it with the rows of each second in any order.</summary>
    public string ShuffledInSeconds(Random random) =>
        Text(_rows.GroupBy(row => row.Milliseconds / 1000).SelectMany(second => second.OrderBy(_ => random.Next())), 1, static key => key);

    /// <summary>Deals its rows to several files, each in order.</summary>
    public string[] Split(int files, Random random) =>
        [.. _rows.GroupBy(_ => random.Next(files)).Select(part => Text(part, 1, static key => key))];

    /// <summary>What an engine finds in logs: all that does not depend on how the log was written, in a fixed order.</summary>
    /// <param name="name">Gives a key its first name back.</param>
    /// <param name="logs">The files of one log.</param>
    public static string[] FindingsOf(Func<string, string> name, params string[] logs)
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < logs.Length; i++)
            File.WriteAllText(folder.File($"part{i}.csv"), logs[i]);

        using UsageLog log = UsageLog.Open(folder.FullName);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }.Build();
        RecordingReplay.Run(engine, log, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(log.GetReport().Dropped);
        Assert.DoesNotContain(engine.GetRuleStatus(), status => status.Failures > 0);
        return
        [
            .. engine.Findings.Select(finding => string.Create(
                CultureInfo.InvariantCulture,
                $"{finding.Rule.Id} {finding.Severity} {finding.StartUnixNanoseconds} {finding.EndUnixNanoseconds} {finding.DetectedUnixNanoseconds} {finding.Confidence:0.000} {string.Join('+', finding.Subjects.Select(subject => name(subject.Key ?? "")).Order(StringComparer.Ordinal))}")).Order(StringComparer.Ordinal),
        ];
    }

    private static string Text(IEnumerable<Row> rows, long perSecond, Func<string, string> name)
    {
        var text = new StringBuilder("time,api_key_id,model,total_tokens,status,owner,deployment\n");
        foreach (Row row in rows)
        {
            decimal time = (decimal)row.Milliseconds * perSecond / 1000m;
            text.Append(CultureInfo.InvariantCulture, $"{time:0.###},{name(row.Key)},m,{row.Tokens},{(row.IsRefused ? 429 : 200)},{row.Owner},{row.Deployment}\n");
        }

        return text.ToString();
    }

    private void Chance(Random random, string key, string owner, string deployment, double rate, double from, double to)
    {
        for (double time = from - (Math.Log(1 - random.NextDouble()) / rate); time < to; time -= Math.Log(1 - random.NextDouble()) / rate)
            Add(random, time, key, owner, deployment);
    }

    private void Add(Random random, double seconds, string key, string owner, string deployment) =>
        _rows.Add(new Row(Start + (long)(seconds * 1000), key, owner, deployment, 200 + random.Next(800)));

    private sealed record Row(long Milliseconds, string Key, string Owner, string Deployment, int Tokens)
    {
        public bool IsRefused { get; set; }
    }
}
