using System.Diagnostics.Metrics;
using Feedline.Reliability;
using Feedline.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Feedline.AotSmoke;

/// <summary>What a user does first, once each.</summary>
internal static class Smoke
{
    public static void EngineWithoutContainer()
    {
        var sink = new ListSink();
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }
            .AddSink(sink)
            .Build();
        var job = new Straggler(engine.Writer);
        job.Run(100, slow: 1);
        engine.EvaluateAt(job.Now);
        job.Run(20, slow: 2);
        EvaluationReport report = engine.EvaluateAt(job.Now);
        SmokeException.ThrowUnless(report.Failures.Count == 0, string.Join("; ", report.Failures));

        Finding finding = sink.Findings.Single();
        SmokeException.ThrowUnless(finding.Rule.Id == "FL3001" && finding.Subjects.Single().Rank == 3, finding.Message);
        JobDiagnosis diagnosis = engine.Diagnose().Single();
        SmokeException.ThrowUnless(diagnosis.Diagnoses.Single().LostGpuSeconds > 0, "the straggler cost nothing");
        Console.WriteLine($"without a container: {finding.Message}");
    }

    public static void EngineFromContainer()
    {
        var services = new ServiceCollection();
        services.AddFeedline(options => options.StepRowsKept = 64)
            .AddMeterSource("Smoke.*")
            .AddRule<SilenceRule>()
            .ConfigureRule("FL1001", rule => rule.OpenAfter = 2)
            .AddFindingSink<ListSink>();
        using ServiceProvider provider = services.BuildServiceProvider();
        DiagnosticEngine engine = provider.GetRequiredService<DiagnosticEngine>();
        engine.Start();

        using var meter = new Meter("Smoke.Trainer");
        Gauge<long> step = meter.CreateGauge<long>(SignalNames.Step);
        step.Record(1, new KeyValuePair<string, object?>(DimensionKeys.Rank, 0));
        EvaluationReport report = engine.Evaluate();
        SmokeException.ThrowUnless(report.Failures.Count == 0, string.Join("; ", report.Failures));
        SmokeException.ThrowUnless(engine.Diagnose().Single().WorldSize == 1, "the meter was not heard");
        SmokeException.ThrowUnless(engine.GetRuleStatus().Any(rule => rule.RuleId == "SMOKE0001" && rule.Evaluations == 1), "the added rule did not run");

        RefuseWrongOptions();
        Console.WriteLine($"from a container: {report.RulesEvaluated} rules ran");
    }

    public static void Models()
    {
        // Meta's projection for 16,384 GPUs with a checkpoint each half hour.
        EttrEstimate expected = ExpectedEttr.Of(2048 * 6.5e-3, intervalSeconds: 1800, restartSeconds: 300);
        SmokeException.ThrowUnless(Math.Abs(expected.Value - 0.815) < 0.001, $"an ETTR of {expected.Value}");
        Console.WriteLine($"models: an ETTR of {expected.Value:F3}");
    }

    public static void Recording(string path)
    {
        using OtlpRecording recording = OtlpRecording.Open(path);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }.Build();
        RecordingReplay.Run(engine, recording);
        SmokeException.ThrowUnless(recording.GetReport().Dropped.IsEmpty, string.Join("; ", recording.GetReport().Dropped));

        JobDiagnosis job = engine.Diagnose().Single();
        SmokeException.ThrowUnless(!job.Diagnoses.IsEmpty, "nothing was found in the recording");
        foreach (Diagnosis diagnosis in job.Diagnoses)
            Console.WriteLine($"recording: {diagnosis.Root.Message}");
    }

    // Validation is code made at compile time: it must be there when all reflection is gone.
    private static void RefuseWrongOptions()
    {
        var services = new ServiceCollection();
        services.AddFeedline(options => options.StepRowsKept = 1).ConfigureRule("FL1OO1", rule => rule.Enabled = false);
        using ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<DiagnosticEngine>();
        }
        catch (OptionsValidationException)
        {
            return;
        }

        throw new SmokeException("wrong options were taken");
    }
}
