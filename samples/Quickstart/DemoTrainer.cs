using System.Diagnostics.Metrics;

namespace Feedline.Samples.Quickstart;

/// <summary>Plays four ranks of a synchronous job, and measures each step as a real trainer would.</summary>
/// <remarks>
/// All four live in this process, so each measurement says which rank it is about. A trainer with one rank a process gives
/// these tags once, to its meter.
/// </remarks>
internal sealed class DemoTrainer
{
    private const int Ranks = 4;

    // Seed and noise are fixed: the program prints the same at each run.
    private readonly Random _random = new(7);
    private readonly ManualClock _clock;
    private readonly Gauge<long> _step;
    private readonly Histogram<double> _stepDuration;
    private readonly Histogram<double> _dataWait;
    private readonly Histogram<double> _compute;
    private readonly Histogram<double> _collective;
    private long _steps;

    public DemoTrainer(IMeterFactory meters, ManualClock clock)
    {
        _clock = clock;
        Meter meter = meters.Create(new MeterOptions("Trainer.Demo")
        {
            Tags = [new KeyValuePair<string, object?>(DimensionKeys.Job, "demo")],
        });
        _step = meter.CreateGauge<long>(SignalNames.Step, "{step}");
        _stepDuration = meter.CreateHistogram<double>(SignalNames.StepDuration, "s");
        _dataWait = meter.CreateHistogram<double>(SignalNames.DataWaitDuration, "s");
        _compute = meter.CreateHistogram<double>(SignalNames.ComputeDuration, "s");
        _collective = meter.CreateHistogram<double>(SignalNames.CollectiveDuration, "s");
    }

    /// <summary>Runs one step of all ranks.</summary>
    /// <param name="slowRank">The rank that computes half as long again; -1 for none.</param>
    public void RunStep(int slowRank)
    {
        const double DataWait = 0.005;
        const double PureCommunication = 0.02;
        Span<double> compute = stackalloc double[Ranks];
        double slowest = 0;
        for (int rank = 0; rank < Ranks; rank++)
        {
            compute[rank] = 0.08 * (1 + (0.02 * _random.NextDouble())) * (rank == slowRank ? 1.5 : 1);
            slowest = Math.Max(slowest, compute[rank]);
        }

        // Nobody leaves the collective before the slowest rank has come.
        double step = DataWait + slowest + PureCommunication;
        _clock.Advance(step);
        _steps++;
        for (int rank = 0; rank < Ranks; rank++)
        {
            KeyValuePair<string, object?> who = new(DimensionKeys.Rank, rank);
            KeyValuePair<string, object?> where = new(DimensionKeys.Node, $"node{rank}");
            _dataWait.Record(DataWait, who, where);
            _compute.Record(compute[rank], who, where);
            _collective.Record(slowest - compute[rank] + PureCommunication, who, where);
            _stepDuration.Record(step, who, where);

            // Last: what is measured up to here belongs to the step.
            _step.Record(_steps, who, where);
        }
    }
}
