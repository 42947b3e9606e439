using Feedline.Signals;

namespace Feedline.Samples.Snippets;

/// <summary>A rule in ten lines.</summary>
public static class DelegateRules
{
    /// <summary>An engine with the rule beside Feedline's own.</summary>
    public static DiagnosticEngine Build()
    {
        #region delegate-rule
        var hotGpu = new RuleDescriptor(
            "ACME0002", "Hot GPU", new FailureMode("gpu-hot"), Layer.GpuWorkers, FindingSeverity.Warning)
        {
            RequiredSignals = ["hw.temperature"],
        };
        DiagnosticEngine engine = new DiagnosticEngineBuilder().AddRule(hotGpu, static context =>
        {
            foreach (SeriesKey gpu in context.Series("hw.temperature"))
            {
                SampleWindow window = context.Window(gpu, WindowSpec.Last(TimeSpan.FromMinutes(1), minimumSamples: 10));
                if (window.IsEmpty || Summary.Of(window.Values).Min < 90)
                    continue;

                context.Report(new FindingDraft
                {
                    Job = gpu.Job ?? "",
                    Message = $"GPU {gpu.Device} has been above 90 °C for a minute.",
                    Subjects = [new Subject { Rank = gpu.Rank, Node = gpu.Node, Device = gpu.Device }],
                    StartUnixNanoseconds = window.UnixNanoseconds[0],
                    EndUnixNanoseconds = window.UnixNanoseconds[^1],
                });
            }
        }).Build();
        #endregion
        return engine;
    }
}
