using System.Text.Json;
using Feedline.Tool.Analysis;
using Feedline.Tool.Tests.CommandLine;

namespace Feedline.Tool.Tests.Analysis;

/// <summary>The whole command over a log of inference requests.</summary>
public sealed class UsageLogTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples/usage/usage.csv.gz");

    [Fact]
    public void The_sample_gives_the_key_and_its_effect()
    {
        CommandRun run = Analyze(Sample, "--format", "json");
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;
        JsonElement finding = Assert.Single(root.GetProperty("findings").EnumerateArray(), found => found.GetProperty("severity").GetString() != "info");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(("inference-api", 0), (root.GetProperty("job").GetString(), root.GetProperty("worldSize").GetInt32()));
        Assert.Equal("zombie-key", finding.GetProperty("failureMode").GetString());
        Assert.StartsWith("sha256:", finding.GetProperty("subjects")[0].GetProperty("key").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, finding.GetProperty("lostGpuSeconds").ValueKind);
        Assert.Equal("api-rate-limiting", Assert.Single(finding.GetProperty("effects").EnumerateArray()).GetProperty("failureMode").GetString());
        Assert.Equal(0, root.GetProperty("ledger").GetProperty("gpuSeconds").GetDecimal());
        Assert.Empty(root.GetProperty("skippedRules").EnumerateArray());
        Assert.DoesNotContain("sk-", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_claims_no_GPU_time()
    {
        CommandRun run = Analyze(Sample);

        Assert.StartsWith("Inference API\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("No GPU time was measured", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Goodput", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Not checked", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_beside_telemetry_is_a_job_of_its_own()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Sample, folder.File("usage.csv.gz"));
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "samples/recordings/desync"), "*.gz"))
            File.Copy(file, folder.File(Path.GetFileName(file)));

        using JsonDocument document = JsonDocument.Parse(Analyze(folder.FullName, "--format", "json").Output);
        JsonElement[] jobs = [.. document.RootElement.GetProperty("jobs").EnumerateArray()];

        Assert.Equal([0, 4], jobs.Select(job => job.GetProperty("worldSize").GetInt32()).Order());
        Assert.Empty(document.RootElement.GetProperty("inputs").GetProperty("skippedFiles").EnumerateArray());
        Assert.Contains(jobs.SelectMany(job => job.GetProperty("findings").EnumerateArray()), finding => finding.GetProperty("failureMode").GetString() == "hang");
        Assert.Contains(jobs.SelectMany(job => job.GetProperty("findings").EnumerateArray()), finding => finding.GetProperty("failureMode").GetString() == "zombie-key");
    }

    [Fact]
    public void A_table_that_is_no_usage_log_is_2_and_says_why()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("table.csv"), "a,b\n1,2\n");
        CommandRun run = Analyze(folder.File("table.csv"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("its header names no column for the time", run.Error, StringComparison.Ordinal);
    }

    private static CommandRun Analyze(params string[] args) => CommandRun.Of(AnalyzeHandler.Run, ["analyze", .. args]);
}
