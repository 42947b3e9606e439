namespace Feedline.Rules;

/// <summary>Walks a job's rows once each and knows how long its normal step takes. The state that all step rules begin with.</summary>
internal class StepWatch
{
    /// <summary>The least spread that counts, as a share of the normal step: what costs less is not worth a finding.</summary>
    public const double LeastSpread = 0.02;

    /// <summary>What costs less than this share of the normal step is worth knowing, not worth a warning.</summary>
    private const double WarningShare = 0.1;

    /// <summary>So many rows in a row without a rank, and it has left.</summary>
    private const int PartialRowsLimit = 64;

    /// <summary>A row counts as whole if of so many ranks not more than one is missing.</summary>
    private const int MissingPart = 8;

    private long _next;
    private int _usualRanks;
    private int _partialRows;

    /// <summary>The length of a step in seconds, without checkpoint and evaluation.</summary>
    public LearnedNormal Step { get; } = new();

    /// <summary>The least spread in seconds that a score is taken in.</summary>
    public double LeastScale => LeastSpread * Step.Median;

    /// <summary>
    /// Where computing slows down too, by this share of what something else slows down by, the hosts are busy: no storage and no
    /// link makes a GPU compute slower.
    /// </summary>
    private const double BusyHostShare = 0.25;

    private readonly LearnedNormal _compute = new();

    /// <summary>The compute time of the typical rank beyond normal, mean over the steps counted, in seconds.</summary>
    private double _computeExcess;
    private int _computeSteps;

    /// <summary>Takes in the compute times of a normal step.</summary>
    protected void LearnCompute(double typical)
    {
        if (!double.IsNaN(typical))
            _compute.Learn(typical);
    }

    /// <summary>Takes in the compute times of a step that belongs to an episode.</summary>
    protected void CountCompute(double typical)
    {
        if (!_compute.IsReady || double.IsNaN(typical))
            return;

        _computeExcess += typical - _compute.Median;
        _computeSteps++;
    }

    /// <summary>Begins the count for another episode.</summary>
    protected void ResetCompute()
    {
        _computeExcess = 0;
        _computeSteps = 0;
        _compute.ForgetWaiting();
    }

    /// <summary>Whether the hosts are busy, seeing that something slows each step down by so many seconds.</summary>
    private bool HostsAreBusy(double excess) => _computeSteps > 0 && _computeExcess / _computeSteps > BusyHostShare * excess;

    /// <summary>How much it matters that each step takes so many seconds longer.</summary>
    /// <param name="excess">Seconds a step.</param>
    /// <param name="isNamed">Whether one rank is to blame: then busy hosts are no excuse.</param>
    public FindingSeverity Severity(double excess, bool isNamed) =>
        excess < WarningShare * Step.Median || (!isNamed && HostsAreBusy(excess)) ? FindingSeverity.Info
        : excess > Step.Median ? FindingSeverity.Error
        : FindingSeverity.Warning;

    /// <summary>
    /// Tells whether a row has all the ranks that rows normally have, and at least two. One that is missing may be the one all
    /// others waited for: without it, waiting looks like communication. After many such rows it is taken to have left.
    /// </summary>
    public bool IsWhole(int ranks)
    {
        bool isPartial = ranks < _usualRanks;
        _partialRows = isPartial ? _partialRows + 1 : 0;

        // Of many ranks a few may be missing: samples get lost, and with them would be every row of a large job.
        if (isPartial && _partialRows <= PartialRowsLimit)
            return ranks >= Math.Max(2, _usualRanks - (_usualRanks / MissingPart));

        _usualRanks = ranks;
        return ranks >= 2;
    }

    /// <summary>Gives the next row not yet seen.</summary>
    public bool TryNext(JobView job, out StepRow row)
    {
        // Rows that were dropped before anybody looked are gone.
        _next = Math.Max(_next, job.FirstSequence);
        if (_next >= job.EndSequence)
        {
            row = default;
            return false;
        }

        row = job.Row(_next++);
        return true;
    }
}
