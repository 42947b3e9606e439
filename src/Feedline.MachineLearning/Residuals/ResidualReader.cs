using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>Reads the values of a column a batch ahead, and gives the numbers of the rows one by one.</summary>
internal sealed class ResidualReader : IDisposable
{
    private readonly DataViewRowCursor _ahead;
    private readonly ValueGetter<float> _getter;
    private readonly ResidualSettings _settings;
    private readonly double[] _values;
    private readonly double[] _following;
    private readonly float[] _results;
    private ResidualBatch? _batch;
    private int _count;
    private int _followingCount;
    private int _row = -1;

    public ResidualReader(DataViewRowCursor ahead, DataViewSchema.Column column, ResidualSettings settings)
    {
        _ahead = ahead;
        _getter = ahead.GetGetter<float>(column);
        _settings = settings;
        _values = new double[settings.BatchSize];
        _following = new double[settings.BatchSize];
        _results = new float[settings.BatchSize * ResidualBatch.Results];
        _followingCount = Fill(_following);
    }

    /// <summary>The value of the row, as it was read ahead.</summary>
    public float Value => (float)_values[_row];

    public ReadOnlySpan<float> Results => _results.AsSpan(_row * ResidualBatch.Results, ResidualBatch.Results);

    /// <summary>Goes to the next row; false where there was none when it was read ahead.</summary>
    public bool Next()
    {
        if (++_row < _count)
            return true;

        if (_followingCount == 0)
            return false;

        Detect();
        return true;
    }

    public void Dispose() => _ahead.Dispose();

    private void Detect()
    {
        // The last rows are too few by themselves where only some follow a whole batch: those before them are looked at once more.
        ReadOnlySpan<double> before = _values.AsSpan(0, _count), now = _following.AsSpan(0, _followingCount);
        int wanted = now.Length < ResidualSettings.Shortest ? Math.Min(_settings.BatchSize - now.Length, before.Length) : 0;
        double[] together = [.. before[^wanted..], .. now];
        Span<float> results = _results.AsSpan(0, now.Length * ResidualBatch.Results);
        if (together.Length < ResidualSettings.Shortest)
        {
            ResidualBatch.Unknown(results);
        }
        else
        {
            if (_batch?.Length != together.Length)
                _batch = new ResidualBatch(together.Length, _settings);

            var all = new float[together.Length * ResidualBatch.Results];
            _batch.Detect(together, all);
            all.AsSpan(wanted * ResidualBatch.Results).CopyTo(results);
        }

        now.CopyTo(_values);
        _count = now.Length;
        _followingCount = Fill(_following);
        _row = 0;
    }

    private int Fill(double[] values)
    {
        int count = 0;
        float value = 0;
        while (count < values.Length && _ahead.MoveNext())
        {
            _getter(ref value);
            values[count++] = value;
        }

        return count;
    }
}
