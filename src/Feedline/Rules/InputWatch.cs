namespace Feedline.Rules;

/// <summary>Watches how long steps wait for input, and tells slow reads from slow metadata and from slow decoding.</summary>
internal sealed class InputWatch : StepWatch
{
    private readonly LearnedNormal _wait = new();
    private readonly LearnedNormal _reads = new();
    private readonly LearnedNormal _metadata = new();
    private readonly LearnedNormal _decode = new();
    private Episode _episode;
    private double[] _excessByRank = [];
    private double[] _operations = [];

    /// <summary>The columns that the watch reads.</summary>
    public static IReadOnlyList<StepColumn> Columns { get; } =
    [
        StepColumns.DatasetRead, StepColumns.Metadata, .. ComputeTimes.Columns,
    ];

    public Episode Episode => _episode;

    /// <summary>Steps of the episode that were not normal, so far.</summary>
    public int Steps { get; private set; }

    /// <summary>The wait of the slowest rank, mean over the episode, in seconds.</summary>
    public double Wait => _waitSum / Steps;

    public double NormalWait => _wait.Median;

    /// <summary>Time in reads beyond normal over the episode, all ranks together, in seconds; NaN where reads are not measured.</summary>
    public double ReadExcess { get; private set; }

    /// <summary>Time in opening and finding files beyond normal, likewise.</summary>
    public double MetadataExcess { get; private set; }

    /// <summary>Mean time in reads a rank and step, in seconds, during the episode and before.</summary>
    public (double Observed, double Normal) Reads { get; private set; }

    /// <summary>Mean time in opening and finding files a rank and step, likewise.</summary>
    public (double Observed, double Normal) Metadata { get; private set; }

    /// <summary>
    /// Wait that no storage operation of its rank covers, mean a rank and step, likewise: decoding, augmenting, copying. NaN
    /// where waits or reads are not measured.
    /// </summary>
    public (double Observed, double Normal) Decode { get; private set; }

    /// <summary>True when more of the excess lies outside the storage's operations than in them.</summary>
    public bool IsDecode => _decodeExcess > NonNegative(ReadExcess) + NonNegative(MetadataExcess);

    /// <summary>Where the reads came from.</summary>
    public ReadSources Sources { get; } = new();

    /// <summary>Place of the rank that has most of the excess wait; -1 when it is spread.</summary>
    public int SlowSlot { get; private set; }

    /// <summary>The share of the excess that is metadata's; NaN when the parts are not measured.</summary>
    public double MetadataShare
    {
        get
        {
            double metadata = NonNegative(MetadataExcess);
            double reads = NonNegative(ReadExcess);
            return metadata + reads > 0 ? metadata / (metadata + reads) : double.NaN;
        }
    }

    private double _waitSum;
    private double _readSum;
    private double _metadataSum;
    private double _decodeSum;
    private double _decodeExcess;
    private int _decodeSteps;

    public void Observe(RuleContext context, JobView job)
    {
        while (TryNext(job, out StepRow row))
            Observe(context, job, row);

        if (_episode.IsOpen && job.Has(StepColumns.DatasetRead))
            Sources.Read(context, job, SlowSlot >= 0 ? job.Ranks[SlowSlot].Rank : null, _episode.Start);
    }

    private void Observe(RuleContext context, JobView job, in StepRow row)
    {
        ReadOnlySpan<double> waits = job.Values(row.Sequence, StepColumns.DataWait);
        double reads = RowStatistics.Sum(job.Values(row.Sequence, StepColumns.DatasetRead));
        double metadata = RowStatistics.Sum(job.Values(row.Sequence, StepColumns.Metadata));

        // The step goes on when the slowest rank has its input.
        double wait = RowStatistics.Greatest(waits);
        if (double.IsNaN(wait) && !job.Has(StepColumns.DataWait))
        {
            waits = Operations(job, row.Sequence);
            wait = RowStatistics.Greatest(waits);

            // Operations that run ahead cost nothing: the wait has grown by no more than the step has.
            if (_wait.IsReady && Step.IsReady)
                wait = Math.Min(wait, _wait.Median + Math.Max(0, row.Seconds - Step.Median));
        }

        if (double.IsNaN(wait))
            return;

        double decode = job.Has(StepColumns.DataWait)
            ? Uncovered(waits, job.Values(row.Sequence, StepColumns.DatasetRead), job.Values(row.Sequence, StepColumns.Metadata))
            : double.NaN;
        int ranks = job.Ranks.Length;
        Span<double> scratch = context.Scratch((2 * ranks) + 1);
        double compute = RowStatistics.UpperMedian(ComputeTimes.Of(job, row.Sequence, scratch), scratch[ranks..]);
        if (!_episode.IsWatching || _excessByRank.Length != ranks)
            Reset(ranks);

        _episode.Observe(row, _wait.IsReady ? _wait.Score(wait, LeastScale) : double.NaN);
        if (_episode.IsAffected)
        {
            CountCompute(compute);
            Accumulate(job, waits, wait, reads, metadata);
            CountDecode(decode, ranks);
        }

        if (_episode.IsSuspicious)
        {
            _wait.ForgetWaiting();
            _reads.ForgetWaiting();
            _metadata.ForgetWaiting();
            _decode.ForgetWaiting();
            return;
        }

        Learn(Step, row.Seconds, isPlain: double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Checkpoint)))
            && double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Evaluation))));
        LearnCompute(compute);
        Learn(_wait, wait);
        Learn(_reads, reads);
        Learn(_metadata, metadata);
        Learn(_decode, decode);
    }

    private static double NonNegative(double excess) => double.IsNaN(excess) ? 0 : Math.Max(0, excess);

    /// <summary>The wait that the storage's operations do not cover, mean over the ranks of which both are known.</summary>
    private static double Uncovered(ReadOnlySpan<double> waits, ReadOnlySpan<double> reads, ReadOnlySpan<double> metadata)
    {
        double sum = 0;
        int ranks = 0;
        for (int slot = 0; slot < waits.Length; slot++)
        {
            double rest = waits[slot] - reads[slot] - (double.IsNaN(metadata[slot]) ? 0 : metadata[slot]);
            if (double.IsNaN(rest))
                continue;

            // Reads that run ahead take longer than what is waited for.
            sum += Math.Max(0, rest);
            ranks++;
        }

        return ranks > 0 ? sum / ranks : double.NaN;
    }

    private void CountDecode(double decode, int ranks)
    {
        if (!_decode.IsReady || double.IsNaN(decode))
            return;

        _decodeSum += decode;
        _decodeSteps++;
        _decodeExcess = (double.IsNaN(_decodeExcess) ? 0 : _decodeExcess) + (ranks * (decode - _decode.Median));
        Decode = (_decodeSum / _decodeSteps, _decode.Median);
    }

    /// <summary>Where the wait is not measured: what each rank's reads and metadata operations take.</summary>
    private ReadOnlySpan<double> Operations(JobView job, long sequence)
    {
        ReadOnlySpan<double> reads = job.Values(sequence, StepColumns.DatasetRead);
        ReadOnlySpan<double> metadata = job.Values(sequence, StepColumns.Metadata);
        if (_operations.Length != reads.Length)
            _operations = new double[reads.Length];

        for (int slot = 0; slot < reads.Length; slot++)
        {
            _operations[slot] = double.IsNaN(reads[slot]) ? metadata[slot]
                : double.IsNaN(metadata[slot]) ? reads[slot]
                : reads[slot] + metadata[slot];
        }

        return _operations;
    }

    private static void Learn(LearnedNormal normal, double value, bool isPlain = true)
    {
        if (isPlain && !double.IsNaN(value))
            normal.Learn(value);
    }

    private void Reset(int ranks)
    {
        ResetCompute();
        Steps = 0;
        _waitSum = _readSum = _metadataSum = _decodeSum = 0;
        _decodeSteps = 0;
        ReadExcess = MetadataExcess = _decodeExcess = double.NaN;
        Reads = Metadata = Decode = (double.NaN, double.NaN);
        Sources.Reset();
        SlowSlot = -1;
        if (_excessByRank.Length != ranks)
            _excessByRank = new double[ranks];

        Array.Clear(_excessByRank);
    }

    private void Accumulate(JobView job, ReadOnlySpan<double> waits, double wait, double reads, double metadata)
    {
        Steps++;
        _waitSum += wait;
        int ranks = job.Ranks.Length;
        if (_reads.IsReady && !double.IsNaN(reads))
        {
            _readSum += reads;
            ReadExcess = (double.IsNaN(ReadExcess) ? 0 : ReadExcess) + reads - _reads.Median;
            Reads = (_readSum / Steps / ranks, _reads.Median / ranks);
        }

        if (_metadata.IsReady && !double.IsNaN(metadata))
        {
            _metadataSum += metadata;
            MetadataExcess = (double.IsNaN(MetadataExcess) ? 0 : MetadataExcess) + metadata - _metadata.Median;
            Metadata = (_metadataSum / Steps / ranks, _metadata.Median / ranks);
        }

        double sum = 0;
        int worst = 0;
        for (int slot = 0; slot < waits.Length; slot++)
        {
            if (!double.IsNaN(waits[slot]))
                _excessByRank[slot] += Math.Max(0, waits[slot] - _wait.Median);

            sum += _excessByRank[slot];
            if (_excessByRank[slot] > _excessByRank[worst])
                worst = slot;
        }

        // One of n ranks with more than (1 + 1/n) / 2 of the excess is its own cause; chance does not get there.
        SlowSlot = ranks > 1 && _excessByRank[worst] > 0.5 * (1 + (1.0 / ranks)) * sum ? worst : -1;
    }
}
