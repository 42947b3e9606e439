using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Samples of a recording as they come.</summary>
internal sealed class RecordingSampleCursor(DataViewSchema schema, bool[] active, RecordingSamples samples, string[] signals)
    : SampleCursor(schema, active)
{
    private readonly List<bool> _wanted = [];

    protected override bool Read()
    {
        while (samples.TryRead(out int series, out long time, out double value))
        {
            if (!IsWanted(series))
                continue;

            Key = samples.KeyOf(series);
            Series = series;
            Time = time;
            Value = value;
            return true;
        }

        return false;
    }

    protected override DataViewRowId CurrentId() => new((ulong)Position, 0);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            samples.Dispose();

        base.Dispose(disposing);
    }

    private bool IsWanted(int series)
    {
        while (_wanted.Count <= series)
            _wanted.Add(signals.Length == 0 || signals.Contains(samples.KeyOf(_wanted.Count).Signal.Name));

        return _wanted[series];
    }
}
