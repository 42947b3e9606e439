using System.Collections.Immutable;

namespace Feedline.Tests.Replay;

/// <summary>
/// The shape of a training run that never was: a seeded stand-in for the fault lab, with its signals, its noise and its faults,
/// at any world size and step time.
/// </summary>
internal sealed record SyntheticRun
{
    public int Seed { get; init; } = 1;

    public string Job { get; init; } = "job";

    public int World { get; init; } = 4;

    /// <summary>How long a plain step takes.</summary>
    public double StepSeconds { get; init; } = 0.08;

    /// <summary>How long the run trains, from the first step on.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>The spread of everything relative to that of the recordings; 0 for a run without any.</summary>
    public double Noise { get; init; } = 1;

    /// <summary>Log-normal compute and communication, with a step of many times the usual length now and then.</summary>
    public bool HasHeavyTails { get; init; }

    /// <summary>Steps between checkpoints; 0 for none.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>By up to how many steps a checkpoint comes earlier than the last, as when the clock decides.</summary>
    public int CheckpointJitter { get; init; }

    public double CheckpointSeconds { get; init; } = 0.05;

    public int EvaluationEvery { get; init; }

    public double EvaluationSeconds { get; init; } = 1.5;

    /// <summary>How much longer the first evaluation takes.</summary>
    public double FirstEvaluationFactor { get; init; } = 1;

    /// <summary>How long the first step takes, in plain steps.</summary>
    public double FirstStepFactor { get; init; } = 1.2;

    public ImmutableArray<SyntheticFault> Faults { get; init; } = [];

    public double HeartbeatSeconds { get; init; } = 0.2;

    public double ScheduleSeconds { get; init; } = 0.25;

    /// <summary>From the start of the processes to the first step.</summary>
    public double BootSeconds { get; init; } = 2.4;

    /// <summary>What the scheduler waits before it starts a job again.</summary>
    public double RestartSeconds { get; init; } = 5;

    /// <summary>How often a rank sends its telemetry: what it has not sent dies with it.</summary>
    public double FlushSeconds { get; init; } = 1;

    /// <summary>Per rank, by how much its clock is ahead.</summary>
    public ImmutableArray<double> Skew { get; init; } = [];

    /// <summary>By how many parts of a million the clock of rank r runs fast, times r.</summary>
    public double DriftPpm { get; init; }

    /// <summary>Signals that are not recorded.</summary>
    public ImmutableHashSet<string> Without { get; init; } = [];

    /// <summary>The share of samples that get lost, the step numbers excepted.</summary>
    public double Lost { get; init; }

    /// <summary>Whether the process that killed a run still tells its attempt as a dimension of all series.</summary>
    public bool HasAttemptDimension { get; init; }

    /// <summary>Whether ranks tell how many collectives they have entered and how often their training thread was heard.</summary>
    public bool CountsProgress { get; init; }

    /// <summary>Whether pairs of ranks have collectives of their own, before that of all.</summary>
    public bool HasPairs { get; init; }

    /// <summary>The share of reads that a cache serves, of several a step; 0 for a run without a cache and one read a step.</summary>
    public double CachedShare { get; init; }

    /// <summary>Whether what the cache lacks comes over the network, and not from the local disk.</summary>
    public bool IsRemote { get; init; }

    /// <summary>After which step rank 0 saves alone, once, while the others wait for it in their next collective; 0 for never.</summary>
    public int SavesAloneAfter { get; init; }

    public double SaveSeconds { get; init; }

    /// <summary>Whether the bytes are seen that rank 0 writes meanwhile, and that else nobody writes.</summary>
    public bool CountsWrites { get; init; }

    public double FirstSeconds => BootSeconds;

    public SyntheticRecording Record() => new Simulation(this).Run();

    /// <summary>Where the simulated second lies in the recording's time.</summary>
    public static long At(double seconds) => 1_770_000_000_000_000_000 + UnixTime.FromSeconds(seconds);
}
