using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Samples of a store, a share of its series one after the other. A batch is a series.</summary>
internal sealed class StoreSampleCursor(
    DataViewSchema schema, bool[] active, SignalStore store, SeriesRange[] ranges, int part, int parts) : SampleCursor(schema, active)
{
    private readonly SeriesReader _reader = new(store);
    private int _range = part - parts;

    public override long Batch => Math.Max(0, _range);

    protected override bool Read()
    {
        while (_range < 0 || !_reader.Read())
        {
            if (_range >= ranges.Length - parts)
                return false;

            _range += parts;
            _reader.Begin(ranges[_range]);
            Key = ranges[_range].Key;
            Series = ranges[_range].Index;
        }

        Time = _reader.Time;
        Value = _reader.Value;
        return true;
    }

    protected override DataViewRowId CurrentId() => new((ulong)_reader.Number, (ulong)Series);
}
