using System.Collections.Immutable;

namespace Feedline;

/// <summary>The steps of one job, ranks side by side, in a ring of rows.</summary>
/// <remarks>
/// A row is closed, and thereby shown to rules, when each rank has ended its step or gone beyond it, and in order. Ranks of
/// a synchronous job are at most a step apart; what is further apart is a clock that is off (rows then stay open longer) or
/// a rank that has left, whose place is NaN once <see cref="OpenRowsLimit"/> rows wait for it.
/// </remarks>
internal sealed partial class JobSteps : JobView
{
    /// <summary>With so many ranks that a column would hold more cells than this, fewer rows are kept, but never fewer than so many.</summary>
    private const long CellsAColumn = 128 * 1024;
    private const int LeastRows = 64;

    /// <summary>Of a series that clocks steps and fills no column.</summary>
    private const int NoColumn = -1;

    private readonly SignalStore _store;
    private readonly ImmutableArray<StepColumn> _columns;
    private readonly int _rowsKept;
    private readonly bool[] _has;
    private readonly List<int> _otherSeries = [];
    private readonly List<int> _empty = [];
    private readonly Dictionary<int, RankSteps> _byNumber = [];
    private int _capacity;
    private RowHead[] _heads = [];
    private double[] _scratch = [];
    private RankSteps[] _ranks = [];
    private RankProgress[] _progress = [];
    private readonly double[][] _cells;
    private long[] _ends = [];
    private long[] _starts = [];
    private long _origin = long.MinValue;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private long _endSequence;
    private long _openEnd;

    public JobSteps(string job, SignalStore store, ImmutableArray<StepColumn> columns, int rowsKept)
    {
        Job = job;
        _store = store;
        _columns = columns;
        _rowsKept = rowsKept;
        _has = new bool[columns.Length];
        _cells = new double[columns.Length][];
        Array.Fill(_cells, []);
    }

    /// <summary>Rows that may wait for a rank before they are closed without it.</summary>
    public int OpenRowsLimit => _capacity / 2;

    public override string Job { get; }

    /// <summary>Whether anybody asked for inference in it: then there is something to say about it without any rank.</summary>
    public bool HasInference => Usage is { HasRequests: true };

    /// <summary>What keys ask of models; null where nobody has said anything of inference.</summary>
    public UsageWatch? Usage { get; private set; }

    public override ReadOnlySpan<RankProgress> Ranks => _progress;

    public override long FirstUnixNanoseconds => _first;

    public override long LastUnixNanoseconds => _last;

    public override long FirstSequence => Math.Max(0, _openEnd - _capacity);

    public override long EndSequence => _endSequence;

    public override StepRow Row(long sequence)
    {
        CheckKept(sequence);
        ref RowHead head = ref _heads[Slot(sequence)];
        return new StepRow(sequence, head.Step, head.Attempt, head.Start, head.End, head.Seconds);
    }

    public override ReadOnlySpan<double> Values(long sequence, StepColumn column)
    {
        CheckKept(sequence);
        return _cells[ColumnIndex(column)].AsSpan(Slot(sequence) * _ranks.Length, _ranks.Length);
    }

    public override bool Has(StepColumn column) => _has[ColumnIndex(column)];

    /// <summary>Per rank, when its step ended; long.MinValue for a rank without that step.</summary>
    public ReadOnlySpan<long> Ends(long sequence) => _ends.AsSpan(Slot(sequence) * _ranks.Length, _ranks.Length);

    /// <summary>Per rank, when the step before ended, or this one began if it is the rank's first.</summary>
    public ReadOnlySpan<long> Starts(long sequence) => _starts.AsSpan(Slot(sequence) * _ranks.Length, _ranks.Length);

    public void Bind(int series, SeriesKey key)
    {
        // A series is bound when it is made, which may be before its first sample.
        _empty.Add(series);
        if (InferenceJob.IsInference(key.Signal.Name))
            (Usage ??= new UsageWatch(_store)).Bind(series, key);

        // What the scheduler tells of a rank is no sign of the rank's life.
        if (key.Rank is not { } number || key.Signal.Name.StartsWith("scheduler.", StringComparison.Ordinal))
        {
            _otherSeries.Add(series);
            return;
        }

        RankSteps rank = RankOf(number);
        rank.Node ??= key.Node;
        rank.Series.Add(series);
        if (key.Signal.Name == SignalNames.Step)
            rank.Numbers.Add(new ColumnFeed(series, NoColumn));
        else if (key.Signal.Name == SignalNames.StepDuration)
            rank.Durations.Add(new ColumnFeed(series, NoColumn));

        for (int column = 0; column < _columns.Length; column++)
        {
            if (Feeds(key, _columns[column]))
            {
                rank.Feeds.Add(new ColumnFeed(series, column));
                _has[column] = true;
            }
        }
    }

    public void Update()
    {
        if (_byNumber.Count != _ranks.Length)
            AddRanks();

        for (int i = _empty.Count - 1; i >= 0; i--)
        {
            if (TryTakeFirstTime(_empty[i]))
                _empty.RemoveAt(i);
        }

        foreach (int series in _otherSeries)
            _last = Math.Max(_last, _store.LastTimeOf(series));

        Usage?.Update(_first);
        bool hasMore = ReadRanks(isFirst: true);
        while (hasMore)
            hasMore = ReadRanks(isFirst: false);

        for (int slot = 0; slot < _ranks.Length; slot++)
        {
            RankSteps rank = _ranks[slot];
            _progress[slot] = new RankProgress(rank.Rank, rank.Node, rank.LastStep, rank.LastEnd, rank.Heartbeat);
        }
    }

    private static bool Feeds(SeriesKey key, StepColumn column) =>
        key.Signal.Name == column.Signal
        && (column.Filter is not { } filter
            || (key.TryGetDimension(filter.Key, out Dimension dimension) && dimension.Text == filter.Text));

    private RankSteps RankOf(int number)
    {
        if (_byNumber.TryGetValue(number, out RankSteps? known))
            return known;

        var added = new RankSteps(number);
        _byNumber.Add(number, added);
        return added;
    }

    /// <summary>Makes room in every row for ranks seen since the last update, all at once: there may be thousands.</summary>
    private void AddRanks()
    {
        RankSteps[] before = _ranks;
        _ranks = [.. _byNumber.Values.OrderBy(rank => rank.Rank)];
        _progress = new RankProgress[_ranks.Length];
        var slots = new Dictionary<RankSteps, int>();
        for (int slot = 0; slot < before.Length; slot++)
            slots.Add(before[slot], slot);

        int[] from = [.. _ranks.Select(rank => slots.GetValueOrDefault(rank, -1))];
        if (_openEnd == 0)
        {
            _capacity = Math.Max(Math.Min(LeastRows, _rowsKept), (int)Math.Min(_rowsKept, CellsAColumn / _ranks.Length));
            _heads = new RowHead[_capacity];
        }

        _scratch = new double[_ranks.Length];

        for (int column = 0; column < _cells.Length; column++)
            _cells[column] = Rearrange(_cells[column], before.Length, from, double.NaN);

        _ends = Rearrange(_ends, before.Length, from, long.MinValue);
        _starts = Rearrange(_starts, before.Length, from, long.MinValue);
    }

    private T[] Rearrange<T>(T[] cells, int before, int[] from, T missing)
    {
        var wider = new T[_capacity * from.Length];
        if (_openEnd == 0)
            return wider;

        for (int row = 0; row < _capacity; row++)
        {
            for (int slot = 0; slot < from.Length; slot++)
                wider[(row * from.Length) + slot] = from[slot] < 0 ? missing : cells[(row * before) + from[slot]];
        }

        return wider;
    }

    private int Slot(long sequence) => (int)(sequence % _capacity);

    private void CheckKept(long sequence)
    {
        if (sequence < FirstSequence || sequence >= _endSequence)
            throw new ArgumentOutOfRangeException(nameof(sequence), sequence, $"Rows {FirstSequence} to {_endSequence - 1} are kept.");
    }

    private int ColumnIndex(StepColumn column)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            if (ReferenceEquals(_columns[i], column))
                return i;
        }

        int index = _columns.IndexOf(column);
        return index >= 0
            ? index
            : throw new ArgumentException($"No rule declares the column {column} in its descriptor.", nameof(column));
    }

    private struct RowHead
    {
        public long Step;
        public int Attempt;

        /// <summary>When the first rank ended the step, by the clock that all ranks' offsets are relative to.</summary>
        public long Time;
        public long Start;
        public long End;
        public double Seconds;
    }
}
