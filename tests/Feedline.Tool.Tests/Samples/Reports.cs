using Feedline.Tool.Analysis;

namespace Feedline.Tool.Tests.Samples;

/// <summary>Reports made by hand, such as the engine gives.</summary>
internal static class Reports
{
    private const long Start = 1_795_434_126_393_834_509;

    private static readonly RuleDescriptor CheckpointRule = new(
        "FL1001", "Checkpoint storage stalls training", FailureMode.CheckpointStall, Layer.CheckpointStorage, FindingSeverity.Error);

    private static readonly RuleDescriptor JitterRule = new(
        "FL2001", "The fabric is uneven", FailureMode.NetworkJitter, Layer.Fabric, FindingSeverity.Warning);

    private static readonly RuleDescriptor StragglerRule = new(
        "FL3001", "One rank computes slower than its peers", FailureMode.ComputeStraggler, Layer.GpuWorkers, FindingSeverity.Warning)
    {
        HelpLink = new Uri("https://feedline.example/rules/FL3001"),
        RequiredSignals = [SignalNames.Step, SignalNames.ComputeDuration],
    };

    public static InputSummary Inputs { get; } = new(
        142_311,
        148,
        [],
        ["run/launcher.otlp.jsonl.gz", "run/rank0.otlp.jsonl.gz", "run/rank1.otlp.jsonl.gz"],
        []);

    public static IReadOnlyList<RuleDescriptor> Rules => [StragglerRule, CheckpointRule, JitterRule];

    /// <summary>A straggler that is still there, after a checkpoint stall with an effect; some input was unusable.</summary>
    public static AnalysisReport Mixed { get; } = new([MixedJob("ddp-7")], [new SkippedRule(StragglerRule, [SignalNames.ComputeDuration], null)], Inputs with
    {
        Dropped =
        [
            new DroppedInput("malformed-line", 1, "run/rank1.otlp.jsonl.gz", 812, "the line ends inside a string"),
            new DroppedInput("counter-reset", 4, null, null, null),
            new DroppedInput("not-finite", 1_203, "run/rank0.otlp.jsonl.gz", 17, null),
        ],
        SkippedFiles = [new SkippedFile("run/notes.txt", "by its name it is no recording")],
    });

    public static AnalysisReport Healthy { get; } = new([HealthyJob("")], [], Inputs);

    /// <summary>Healthy, with something worth knowing.</summary>
    public static AnalysisReport Informed { get; } = new(
        [HealthyJob("ddp-8") with { Diagnoses = [Straggler(FindingSeverity.Info)] }], [], Inputs);

    public static AnalysisReport WithoutSteps { get; } = new([], [new SkippedRule(CheckpointRule, [SignalNames.Step], null), new SkippedRule(JitterRule, [], "IndexOutOfRangeException")], Inputs with
    {
        Files = ["node.jsonl"],
        Points = 1,
        Series = 1,
    });

    public static AnalysisReport TwoJobs { get; } = new([HealthyJob("ddp-1"), MixedJob("ddp-2")], [], Inputs);

    /// <summary>Text as a hostile or broken recording may hold it.</summary>
    public static AnalysisReport Hostile { get; } = new(
        [
            MixedJob("evil\u001b[2J\u202e[red]job[/]\r\n") with
            {
                Diagnoses =
                [
                    Straggler(FindingSeverity.Critical) with
                    {
                        Root = Straggler(FindingSeverity.Critical).Root with
                        {
                            Message = "\u001b]0;title\u0007 [bold]not markup[/] \u009b31m",
                            Confidence = double.NaN,
                            Evidence = [new Evidence("ratio\u001b[31m", double.NaN, double.PositiveInfinity, "1")],
                            Subjects = [new Subject { Node = "node\u001b[1m", Device = "[/]" }],
                        },
                        LostGpuSeconds = double.NaN,
                    },
                ],
            },
        ],
        [],
        Inputs with { Files = ["\u001b[3m.jsonl"] });

    private static JobDiagnosis MixedJob(string name) => new()
    {
        Job = name,
        WorldSize = 4,
        StartUnixNanoseconds = Start,
        EndUnixNanoseconds = At(183.8),
        Diagnoses = [Stall(), Straggler(FindingSeverity.Warning)],
        Ledger = new GpuTimeLedger
        {
            GpuNanoseconds = 735_200_000_004,
            ProductiveNanoseconds = 531_100_000_001,
            Losses =
            [
                new LedgerLoss("checkpoint-stall", Layer.CheckpointStorage, 120_300_000_000)
                {
                    Parts = [new LossPart(LossCategory.CheckpointSave, [], 120_300_000_000)],
                },
                new LedgerLoss("compute-straggler", Layer.GpuWorkers, 61_700_000_000)
                {
                    Parts =
                    [
                        new LossPart(LossCategory.StragglerWait, [new Subject { Rank = 2 }], 46_700_000_000),
                        new LossPart(LossCategory.Compute, [new Subject { Rank = 2 }], 15_000_000_000),
                    ],
                },
                new LedgerLoss("checkpoint", Layer.CheckpointStorage, 14_000_000_002),
                new LedgerLoss("startup", Layer.OrchestrationScheduler, 30_000_000),
            ],
            UnattributedNanoseconds = 8_070_000_001,
        },
        Windows =
        [
            new LedgerWindow
            {
                StartUnixNanoseconds = Start,
                EndUnixNanoseconds = At(53.6),
                Ledger = new GpuTimeLedger
                {
                    GpuNanoseconds = 214_400_000_000,
                    ProductiveNanoseconds = 200_400_000_000,
                    Losses = [new LedgerLoss("checkpoint", Layer.CheckpointStorage, 14_000_000_000)],
                    UnattributedNanoseconds = 0,
                },
            },
        ],
    };

    private static JobDiagnosis HealthyJob(string name) => new()
    {
        Job = name,
        WorldSize = 1,
        StartUnixNanoseconds = Start,
        EndUnixNanoseconds = At(90_061),
        Diagnoses = [],
        Ledger = new GpuTimeLedger
        {
            GpuNanoseconds = 90_061_000_000_000,
            ProductiveNanoseconds = 90_061_000_000_000,
            Losses = [],
            UnattributedNanoseconds = 0,
        },
    };

    private static Diagnosis Stall() => new()
    {
        Root = new Finding
        {
            Rule = CheckpointRule,
            Key = new FindingKey("FL1001", "ddp-7", ""),
            State = FindingState.Resolved,
            FailureMode = FailureMode.CheckpointStall,
            Layer = Layer.CheckpointStorage,
            Severity = FindingSeverity.Error,
            Confidence = 0.93,
            Subjects = [],
            Message = "Checkpoints block all 4 ranks for 12.4 s each, 13 times as long as before.",
            StartUnixNanoseconds = At(63.8),
            EndUnixNanoseconds = At(153.9),
            DetectedUnixNanoseconds = At(76.25),
            Occurrences = 41,
            Evidence =
            [
                new Evidence("median blocking checkpoint time", 12.41, 0.93, "s"),
                new Evidence("median checkpoint write", 5.1e6, 83.9e6, "By/s"),
            ],
            MissingInputs = [SignalNames.StorageOperationDuration, SignalNames.CheckpointSize],
            Mitigations =
            [
                new Mitigation(MitigationKind.Reconfigure, "Write checkpoints asynchronously, or to a local tier first, so that ranks go on while the data drains."),
                new Mitigation(MitigationKind.AddCapacity, "Move checkpoints to a parallel file system."),
            ],
        },
        Effects =
        [
            new Finding
            {
                Rule = JitterRule,
                Key = new FindingKey("FL2001", "ddp-7", "rank 2"),
                State = FindingState.Resolved,
                FailureMode = FailureMode.NetworkJitter,
                Layer = Layer.Fabric,
                Severity = FindingSeverity.Warning,
                Confidence = 0.6,
                Subjects = [new Subject { Rank = 2, Node = "node2" }],
                Message = "Collectives spread 3 times as wide as before.",
                StartUnixNanoseconds = At(70),
                EndUnixNanoseconds = At(90),
                DetectedUnixNanoseconds = At(72),
                Occurrences = 8,
                Evidence = [],
                MissingInputs = [],
                Mitigations = [],
            },
        ],
        LostGpuSeconds = 120.3,
    };

    private static Diagnosis Straggler(FindingSeverity severity) => new()
    {
        Root = new Finding
        {
            Rule = StragglerRule,
            Key = new FindingKey("FL3001", "ddp-7", ""),
            State = FindingState.Ongoing,
            FailureMode = FailureMode.ComputeStraggler,
            Layer = Layer.GpuWorkers,
            Severity = severity,
            Confidence = 1,
            Subjects = [new Subject { Rank = 1, Node = "node1" }],
            Message = "Rank 1 computes 1.5 times as long as its peers, which wait for it in every collective.",
            StartUnixNanoseconds = At(160),
            EndUnixNanoseconds = At(183.8),
            DetectedUnixNanoseconds = At(162.1),
            Occurrences = 12,
            Evidence = [new Evidence("compute time over the peers' median", 1.512, 1, "1")],
            MissingInputs = [],
            Mitigations = [new Mitigation(MitigationKind.DrainNode, "Drain node1 and replace it: its GPU, clocks or neighbours slow it down.")],
        },
        Effects = [],
        LostGpuSeconds = 61.7,
    };

    private static long At(double seconds) => Start + UnixTime.FromSeconds(seconds);
}
