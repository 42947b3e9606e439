namespace Feedline.MachineLearning;

/// <summary>Puts the rows of one rank together from its samples in the order of their times.</summary>
/// <remarks>
/// A sample belongs to the step that it is not later than, and later than the step before: a row is complete only when a later
/// sample, or a further step, is seen.
/// </remarks>
internal sealed class StepRowBuilder
{
    private readonly StepColumn[] _columns;
    private readonly bool _isNumbered;
    private readonly double[] _cells;
    private readonly long[] _wholeFrom;
    private long _start = long.MinValue;
    private long _end;
    private long _step;
    private long _counted;
    private bool _hasStep;
    private bool _isOpen;
    private bool _startsOver;

    /// <param name="rank">Whose rows these are.</param>
    /// <param name="columns">All columns, needed or not.</param>
    /// <param name="isNumbered">Whether the clock's values are step numbers.</param>
    public StepRowBuilder(StepRank rank, StepColumn[] columns, bool isNumbered)
    {
        Rank = rank;
        _columns = columns;
        _isNumbered = isNumbered;
        _cells = new double[columns.Length];
        _wholeFrom = new long[columns.Length];
        _cells.AsSpan().Fill(double.NaN);
        _wholeFrom.AsSpan().Fill(long.MinValue);
    }

    public StepRank Rank { get; }

    public int Attempt { get; private set; }

    /// <summary>Whether a row waits for whatever else belongs to it.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Whether the row that is open is complete, now that a sample of this time is next.</summary>
    public bool IsCompletedBy(long time, bool isClock) => _isOpen && (isClock || time > _end);

    /// <summary>A step has ended.</summary>
    public void AddStep(long time, double value)
    {
        long step = _isNumbered ? (long)value : ++_counted;
        if (_hasStep && step <= _step)
            Attempt++;

        _step = step;
        _hasStep = true;
        if (_startsOver)
        {
            // Where the step began is not known, nor which samples were its own.
            _startsOver = false;
            _start = time;
            _cells.AsSpan().Fill(double.NaN);
            return;
        }

        _end = time;
        _isOpen = true;
    }

    public void Add(int column, long time, double value)
    {
        ref double cell = ref _cells[column];
        cell = _columns[column].Aggregation switch
        {
            StepAggregation.Sum => double.IsNaN(cell) ? value : cell + value,
            StepAggregation.Max => double.IsNaN(cell) ? value : Math.Max(cell, value),
            StepAggregation.Last => value,
            _ => _start == long.MinValue ? double.NaN : UnixTime.ToSeconds(time - _start),
        };
    }

    /// <summary>Steps were lost before the next one: it only begins the one after it.</summary>
    public void LoseSteps() => _startsOver = true;

    /// <summary>Samples of a column were lost, none later than this time: cells of steps that began before are not whole.</summary>
    public void LoseSamples(int column, long time) => _wholeFrom[column] = Math.Max(_wholeFrom[column], time);

    /// <summary>Takes the open row, and begins the next.</summary>
    public void Take(StepDataRow row)
    {
        row.Rank = Rank;
        row.Attempt = Attempt;
        row.Step = _step;
        row.Time = _end;
        row.Seconds = _start == long.MinValue ? float.NaN : (float)UnixTime.ToSeconds(_end - _start);
        for (int i = 0; i < _cells.Length; i++)
        {
            row.Cells[i] = _wholeFrom[i] > _start ? float.NaN : (float)_cells[i];
            _cells[i] = double.NaN;
        }

        _start = _end;
        _isOpen = false;
    }
}
