using System.Text.Json;
using Feedline.Tool.Tests.CommandLine;
using Feedline.Tool.Tests.Samples;

namespace Feedline.Tool.Tests.WhatIf;

public sealed class WhatIfCommandTests
{
    [Fact]
    public void A_trace_for_a_program()
    {
        JsonElement report = Json(SharedData.File("straggler-whatif/trace-ST.parquet"));

        Assert.Equal(("pipeline-trace", "stage-imbalance"), (report.GetProperty("kind").GetString(), report.GetProperty("cause").GetString()));
        Assert.Equal(1.17870, report.GetProperty("slowdown").GetDouble(), 5e-5);
        Assert.Equal(1.23226, report.GetProperty("byStage").GetProperty("3").GetDouble(), 5e-5);
        Assert.Equal(1.17787, report.GetProperty("byDataParallelRank").GetProperty("1").GetDouble(), 5e-5);
        Assert.Equal(1.08750, report.GetProperty("byOperation").GetProperty("forward-compute").GetDouble(), 5e-5);
        Assert.Equal(8, report.GetProperty("byWorker").EnumerateObject().Count());
        Assert.Equal(0.03140, report.GetProperty("slowestWorkersShare").GetDouble(), 5e-6);
        Assert.Equal(1.21936, report.GetProperty("lastStageShare").GetDouble(), 5e-5);
        Assert.Equal((2.21445, 1.84330), Seconds(report.GetProperty("stepSeconds")));

        static (double, double) Seconds(JsonElement seconds) =>
            (Math.Round(seconds.GetProperty("actual").GetDouble(), 5), Math.Round(seconds.GetProperty("ideal").GetDouble(), 5));
    }

    [Fact]
    public void A_trace_for_a_person()
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, "whatif", SharedData.File("straggler-whatif/trace-AR.parquet"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Cause: slow worker: rank 0\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("backward-compute                    1.5805\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkpoint-stall")]
    [InlineData("network")]
    [InlineData("desync")]
    public void Without_what_was_injected_a_run_is_as_good_as_a_healthy_one(string name)
    {
        JsonElement job = Json(Recordings.Folder(name)).GetProperty("jobs")[0];
        JsonElement all = job.GetProperty("without").EnumerateArray().Last();
        double goodput = all.GetProperty("goodput").GetProperty("value").GetDouble();
        double healthy = Json(Recordings.Folder("healthy")).GetProperty("jobs")[0].GetProperty("goodput").GetDouble();

        // The healthy run is the shortest: its start and end weigh more.
        Assert.InRange(goodput, healthy - 0.02, 1);
        Assert.True(goodput > job.GetProperty("goodput").GetDouble() + 0.05);
        Assert.All(
            InjectedFault.Read(Recordings.Folder(name)),
            fault => Assert.Contains(fault.Mode, all.GetProperty("causes").EnumerateArray().Select(cause => cause.GetString())));
    }

    [Fact]
    public void A_crash_has_its_ettr_three_times()
    {
        JsonElement job = Json(Recordings.Folder("crash")).GetProperty("jobs")[0];
        JsonElement ettr = job.GetProperty("ettrComparison");
        double measured = Value(ettr, "measured");

        // The launcher killed one rank once; the first start and the end are left out.
        Assert.Equal(1, ettr.GetProperty("failures").GetInt32());
        Assert.InRange(measured, job.GetProperty("ettr").GetDouble(), job.GetProperty("ettr").GetDouble() + 0.05);
        Assert.InRange(Value(ettr, "formula"), measured - 0.02, measured + 0.02);
        Assert.InRange(Value(ettr, "simulated"), measured - 0.02, measured + 0.02);
        Assert.InRange(measured, ettr.GetProperty("singleRuns").GetProperty("low").GetDouble(), ettr.GetProperty("singleRuns").GetProperty("high").GetDouble());
        Assert.True(ettr.GetProperty("isRestartMeasured").GetBoolean());
        Assert.InRange(ettr.GetProperty("restartSeconds").GetDouble(), 8, 11);

        static double Value(JsonElement ettr, string name) => ettr.GetProperty(name).GetProperty("value").GetDouble();
    }

    [Fact]
    public void A_recording_for_a_person()
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, "whatif", Path.Combine(Repository.Root, "samples/recordings/desync"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Snapshot.Matches(run.Output);
    }

    [Fact]
    public void What_is_no_trace_is_2()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("trace.parquet"), "dp_rank,stage\n0,0\n");
        CommandRun damaged = CommandRun.Of(Reports.Mixed, "whatif", folder.File("trace.parquet"));
        CommandRun missing = CommandRun.Of(Reports.Mixed, "whatif", "nowhere.parquet");
        CommandRun negative = CommandRun.Of(Reports.Mixed, "whatif", folder.File("trace.parquet"), "--skip-steps", "-1");

        Assert.Equal((2, ""), (damaged.ExitCode, damaged.Output));
        Assert.Contains("trace.parquet: not a Parquet file, or a truncated or damaged one", damaged.Error, StringComparison.Ordinal);
        Assert.Equal((2, "feedline: there is no file nowhere.parquet\n"), (missing.ExitCode, missing.Error));
        Assert.Equal(2, negative.ExitCode);
        Assert.Equal(2, CommandRun.Of(Reports.Mixed, "whatif", folder.FullName).ExitCode);
    }

    private static JsonElement Json(string path)
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, "whatif", path, "--format", "json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
