using System.Collections.Immutable;
using Feedline.Signals;

namespace Feedline;

/// <summary>The steps of one job, ranks side by side, in a ring of rows.</summary>
/// <remarks>
/// A row is closed, and thereby shown to rules, when each rank has ended its step or gone beyond it, and in order. Ranks of
/// a synchronous job are at most a step apart; what is further apart is a clock that is off (rows then stay open longer) or
/// a rank that has left, whose place is NaN once <see cref="OpenRowsLimit"/> rows wait for it.
/// </remarks>
internal sealed partial class JobSteps : JobView
{
    private const int ReadChunk = 256;

    /// <summary>A job whose steps are not numbered is known as such after so many step durations without a number.</summary>
    private const int UnnumberedAfter = 32;

    /// <summary>With so many ranks that a column would hold more cells than this, fewer rows are kept, but never fewer than so many.</summary>
    private const long CellsAColumn = 128 * 1024;
    private const int LeastRows = 64;

    private readonly SignalStore _store;
    private readonly ImmutableArray<StepColumn> _columns;
    private readonly int _rowsKept;
    private readonly bool[] _has;
    private readonly long[] _times = new long[ReadChunk];
    private readonly double[] _values = new double[ReadChunk];
    private readonly long[] _stepTimes = new long[ReadChunk];
    private readonly double[] _stepValues = new double[ReadChunk];
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
    private bool _unnumbered;

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
            rank.Numbers.Add(new ColumnFeed(series));
        else if (key.Signal.Name == SignalNames.StepDuration)
            rank.Durations.Add(new ColumnFeed(series));

        for (int column = 0; column < _columns.Length; column++)
        {
            if (Feeds(key, _columns[column]))
            {
                rank.Feeds[column].Add(new ColumnFeed(series));
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
            TakeLastTime(series);

        Usage?.Update(_first);
        foreach (RankSteps rank in _ranks)
        {
            foreach (int series in rank.Series)
                rank.Heartbeat = Math.Max(rank.Heartbeat, TakeLastTime(series));
        }

        // Some steps of each rank in turn: of what was sent in one long batch, no rank's rows must wait for the next rank's.
        bool hasMore = true;
        while (hasMore)
        {
            hasMore = false;
            for (int slot = 0; slot < _ranks.Length; slot++)
                hasMore |= ReadSteps(_ranks[slot], slot);

            CloseRows();
        }

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

        var added = new RankSteps(number, _columns.Length);
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

    private bool TryTakeFirstTime(int series)
    {
        long cursor = 0;
        if (_store.ReadFrom(series, ref cursor, _times.AsSpan(0, 1), _values.AsSpan(0, 1)) == 0)
            return false;

        _first = Math.Min(_first, _times[0]);
        return true;
    }

    private long TakeLastTime(int series)
    {
        long time = _store.LastTimeOf(series);
        if (time != long.MinValue)
            _last = Math.Max(_last, time);

        return time;
    }

    /// <summary>Reads some of a rank's steps.</summary>
    /// <returns>True when there may be more.</returns>
    private bool ReadSteps(RankSteps rank, int slot)
    {
        int room = Math.Min(ReadChunk, OpenRowsLimit / 2);
        List<ColumnFeed> clocks = rank.Numbers;
        if (!rank.IsNumbered)
        {
            rank.IsNumbered = HasSamples(rank.Numbers, 1);
            if (!rank.IsNumbered)
            {
                _unnumbered |= HasSamples(rank.Durations, UnnumberedAfter);
                if (!_unnumbered)
                    return false;

                clocks = rank.Durations;
            }
        }

        // A further attempt may bring a series of its own: it begins where the one before ends.
        foreach (ColumnFeed clock in clocks)
        {
            long cursor = clock.Cursor;
            int read = _store.ReadFrom(clock.Series, ref cursor, _stepTimes.AsSpan(0, room), _stepValues);
            clock.Cursor = cursor;
            for (int i = 0; i < read; i++)
                EndStep(rank, slot, rank.IsNumbered ? (long)_stepValues[i] : ++rank.Counted, _stepTimes[i]);

            if (read == room)
                return true;
        }

        return false;
    }

    private bool HasSamples(List<ColumnFeed> feeds, int count)
    {
        foreach (ColumnFeed feed in feeds)
        {
            if (_store.EndOf(feed.Series) >= count)
                return true;
        }

        return false;
    }

    private void EndStep(RankSteps rank, int slot, long step, long end)
    {
        if (_origin == long.MinValue)
            _origin = end;

        long sequence = Place(rank, step, end);
        int row = (int)(sequence % _capacity);
        int cell = (row * _ranks.Length) + slot;
        for (int column = 0; column < _columns.Length; column++)
        {
            double value = ReadCell(rank.Feeds[column], _columns[column], end);
            if (sequence >= 0)
                _cells[column][cell] = value;
        }

        if (sequence >= 0)
        {
            _ends[cell] = end;
            _starts[cell] = rank.LastEnd != long.MinValue ? rank.LastEnd : FirstStart(rank, end);
            rank.LastSequence = sequence;
            rank.IsAbsent = false;
        }

        rank.LastStep = step;
        rank.LastGap = rank.LastEnd != long.MinValue ? end - rank.LastEnd : 0;
        rank.LastEnd = end;
    }

    /// <summary>A rank's first step has no step before it: its own duration says when it began.</summary>
    private long FirstStart(RankSteps rank, long end)
    {
        foreach (ColumnFeed feed in rank.Durations)
        {
            long cursor = 0;
            int read = _store.ReadFrom(feed.Series, ref cursor, _times, _values);
            for (int i = 0; i < read && _times[i] <= end; i++)
            {
                if (i + 1 == read || _times[i + 1] > end)
                    return end - (long)Math.Clamp(_values[i] * UnixTime.NanosecondsPerSecond, 0, Math.Max(0, end - _first));
            }
        }

        return end;
    }

    /// <summary>Aggregates the samples up to the step's end that no earlier step took.</summary>
    private double ReadCell(List<ColumnFeed> feeds, StepColumn column, long end)
    {
        double result = double.NaN;
        long lastTime = long.MinValue;
        foreach (ColumnFeed feed in feeds)
        {
            bool more = true;
            while (more)
            {
                long cursor = feed.Cursor;
                int read = _store.ReadFrom(feed.Series, ref cursor, _times, _values);
                int taken = 0;
                while (taken < read && _times[taken] <= end)
                {
                    double value = _values[taken];
                    switch (column.Aggregation)
                    {
                        case StepAggregation.Sum:
                            result = double.IsNaN(result) ? value : result + value;
                            break;
                        case StepAggregation.Max:
                            result = double.IsNaN(result) ? value : Math.Max(result, value);
                            break;
                        case StepAggregation.Last:
                            if (_times[taken] >= lastTime)
                                result = value;
                            break;
                        default:
                            // Relative to the job's first step until the row's start is known.
                            result = double.IsNaN(result)
                                ? UnixTime.ToSeconds(_times[taken] - _origin)
                                : Math.Max(result, UnixTime.ToSeconds(_times[taken] - _origin));
                            break;
                    }

                    lastTime = Math.Max(lastTime, _times[taken]);
                    taken++;
                }

                feed.Cursor = cursor - read + taken;
                more = taken == _times.Length;
            }
        }

        return result;
    }

    private void CloseRows()
    {
        while (_endSequence < _openEnd && IsComplete(_endSequence))
            CloseRow();
    }

    private bool IsComplete(long sequence)
    {
        foreach (RankSteps rank in _ranks)
        {
            if (rank.LastSequence < sequence && rank.HasClock && !rank.IsAbsent)
                return false;
        }

        return true;
    }

    private void CloseRow()
    {
        long sequence = _endSequence++;
        ref RowHead head = ref _heads[Slot(sequence)];
        head.End = TypicalTime(Ends(sequence));
        head.Start = TypicalTime(Starts(sequence));
        head.Seconds = TypicalLength(sequence);
        double start = UnixTime.ToSeconds(head.Start - _origin);
        for (int column = 0; column < _columns.Length; column++)
        {
            if (_columns[column].Aggregation != StepAggregation.LastTime)
                continue;

            foreach (ref double value in _cells[column].AsSpan(Slot(sequence) * _ranks.Length, _ranks.Length))
                value -= start;
        }
    }

    /// <summary>The median over the ranks: the clock of one rank, or of a few, may be off by anything.</summary>
    private long TypicalTime(ReadOnlySpan<long> times)
    {
        int count = 0;
        foreach (long time in times)
        {
            if (time != long.MinValue)
                _scratch[count++] = time - _origin;
        }

        return count > 0 ? _origin + (long)Median.InPlace(_scratch.AsSpan(0, count)) : _origin;
    }

    /// <summary>The median of what each rank took by its own clock, in seconds.</summary>
    private double TypicalLength(long sequence)
    {
        ReadOnlySpan<long> ends = Ends(sequence);
        ReadOnlySpan<long> starts = Starts(sequence);
        int count = 0;
        for (int slot = 0; slot < ends.Length; slot++)
        {
            if (ends[slot] != long.MinValue)
                _scratch[count++] = ends[slot] - starts[slot];
        }

        return count > 0 ? Median.InPlace(_scratch.AsSpan(0, count)) / UnixTime.NanosecondsPerSecond : 0;
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
