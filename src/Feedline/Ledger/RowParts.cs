using Feedline.Rules;

namespace Feedline;

/// <summary>The measured parts of one row, in seconds; what was not measured is 0.</summary>
internal readonly ref struct RowParts
{
    private readonly ReadOnlySpan<double> _input;
    private readonly ReadOnlySpan<double> _compute;
    private readonly ReadOnlySpan<double> _collective;
    private readonly ReadOnlySpan<double> _checkpoint;
    private readonly ReadOnlySpan<double> _evaluation;
    private readonly ReadOnlySpan<long> _starts;
    private readonly ReadOnlySpan<long> _ends;

    public RowParts(JobSteps job, long sequence)
    {
        _input = job.Values(sequence, StepColumns.DataWait);
        _compute = job.Values(sequence, StepColumns.Compute);
        _collective = job.Values(sequence, StepColumns.Collective);
        _checkpoint = job.Values(sequence, StepColumns.Checkpoint);
        _evaluation = job.Values(sequence, StepColumns.Evaluation);
        _starts = job.Starts(sequence);
        _ends = job.Ends(sequence);
        ReadMean = RowStatistics.Sum(job.Values(sequence, StepColumns.DatasetRead)) / _input.Length;
        MetadataMean = RowStatistics.Sum(job.Values(sequence, StepColumns.Metadata)) / _input.Length;
        double input = RowStatistics.Sum(_input) / _input.Length;
        PreparationMean = Math.Max(0, input - ReadMean - (MetadataMean > 0 ? MetadataMean : 0));
        PureCommunication = RowStatistics.Count(_collective) > 1 ? RowStatistics.Least(_collective) : double.NaN;
        LastToArrive = -1;
        for (int slot = 0; slot < _collective.Length && !double.IsNaN(PureCommunication); slot++)
        {
            if (_collective[slot] == PureCommunication)
                LastToArrive = slot;
        }
    }

    /// <summary>Time in dataset reads a rank; NaN when not measured.</summary>
    public double ReadMean { get; }

    /// <summary>Time in metadata operations a rank; NaN when not measured.</summary>
    public double MetadataMean { get; }

    /// <summary>Time a rank waited for input beyond reads and metadata; NaN when reads or the wait are not measured.</summary>
    public double PreparationMean { get; }

    /// <summary>The least collective time, in which nobody was waited for; NaN when not measured.</summary>
    public double PureCommunication { get; }

    /// <summary>Place of the rank that waited least; -1 when not measured.</summary>
    public int LastToArrive { get; }

    public bool HasCheckpoint => !double.IsNaN(RowStatistics.Greatest(_checkpoint));

    public double LongestCheckpoint => RowStatistics.Greatest(_checkpoint);

    public double Input(int slot) => OrZero(_input[slot]);

    public double Compute(int slot) => OrZero(_compute[slot]);

    public double Collective(int slot) => OrZero(_collective[slot]);

    public double Checkpoint(int slot) => OrZero(_checkpoint[slot]);

    public double Evaluation(int slot) => OrZero(_evaluation[slot]);

    public double WaitForPeers(int slot) => double.IsNaN(PureCommunication) ? 0 : Math.Max(0, Collective(slot) - PureCommunication);

    /// <summary>Time of the row that is in none of the parts.</summary>
    public double Between(int slot) => Math.Max(
        0,
        UnixTime.ToSeconds(_ends[slot] - _starts[slot]) - Input(slot) - Compute(slot) - Collective(slot) - Checkpoint(slot) - Evaluation(slot));

    private static double OrZero(double value) => value > 0 ? value : 0;
}
