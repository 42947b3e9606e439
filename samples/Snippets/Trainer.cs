using System.Diagnostics.Metrics;

namespace Feedline.Samples.Snippets;

#region trainer-meter
/// <summary>The instruments of one rank.</summary>
public sealed class Trainer
{
    private readonly Gauge<long> _step;
    private readonly Histogram<double> _dataWait;
    private readonly Histogram<double> _compute;
    private readonly Histogram<double> _collective;

    /// <summary>Makes the instruments; what they have in common stands once, at the meter.</summary>
    public Trainer(IMeterFactory meters, string job, int rank)
    {
        ArgumentNullException.ThrowIfNull(meters);
        Meter meter = meters.Create(new MeterOptions("Trainer.Steps")
        {
            Tags =
            [
                new(DimensionKeys.Job, job),
                new(DimensionKeys.Rank, rank),
                new(DimensionKeys.Node, Environment.MachineName),
            ],
        });
        _step = meter.CreateGauge<long>(SignalNames.Step, "{step}");
        _dataWait = meter.CreateHistogram<double>(SignalNames.DataWaitDuration, "s");
        _compute = meter.CreateHistogram<double>(SignalNames.ComputeDuration, "s");
        _collective = meter.CreateHistogram<double>(SignalNames.CollectiveDuration, "s");
    }

    /// <summary>Measures a step; the step's number comes last.</summary>
    public void EndStep(long step, double waited, double computed, double communicated)
    {
        _dataWait.Record(waited);
        _compute.Record(computed);
        _collective.Record(communicated);
        _step.Record(step);
    }
}
#endregion
