using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>What a store keeps, series by series, each oldest sample first. Holds which samples, not the samples.</summary>
internal sealed class StoreSampleView(SignalStore store, SeriesRange[] ranges) : TelemetryDataView(SampleSchema.Make())
{
    protected override int MostParts => Math.Max(1, ranges.Length);

    public static StoreSampleView Of(SignalStore store, string[] signals)
    {
        var ranges = new List<SeriesRange>();
        for (int series = 0, count = store.SeriesCount; series < count; series++)
        {
            if (signals.Length == 0 || signals.Contains(store.KeyAt(series).Signal.Name))
                ranges.Add(SeriesRange.Now(store, series));
        }

        return new StoreSampleView(store, [.. ranges]);
    }

    public override long? GetRowCount()
    {
        long rows = 0;
        foreach (ref readonly SeriesRange range in ranges.AsSpan())
        {
            if (!range.IsWhole(store))
                return null;

            rows += range.To - range.From;
        }

        return rows;
    }

    protected override DataViewRowCursor MakeCursor(bool[] active, int part, int parts) =>
        new StoreSampleCursor(Schema, active, store, ranges, part, parts);
}
