using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>What a store keeps, by rank and training step. Holds which samples, not the samples.</summary>
internal sealed class StoreStepView(SignalStore store, StepSchema schema, (StepRank Rank, SeriesRange[] Series)[] ranks)
    : TelemetryDataView(schema.Schema)
{
    protected override int MostParts => Math.Max(1, ranks.Length);

    public static StoreStepView Of(SignalStore store, StepSchema schema)
    {
        var ranks = new Dictionary<(string Job, int Rank), (StepRank Rank, List<SeriesRange> Series)>();
        for (int series = 0, count = store.SeriesCount; series < count; series++)
        {
            SeriesKey key = store.KeyAt(series);
            if (StepRank.Of(key) is not { } rank)
                continue;

            if (!ranks.ContainsKey(rank.Key))
                ranks.Add(rank.Key, (rank, []));

            ranks[rank.Key].Series.Add(SeriesRange.Now(store, series));
        }

        return new StoreStepView(
            store,
            schema,
            [
                .. ranks.Values.OrderBy(rank => rank.Rank.Job, StringComparer.Ordinal).ThenBy(rank => rank.Rank.Rank)
                    .Select(rank => (rank.Rank, rank.Series.ToArray())),
            ]);
    }

    // Which steps become rows shows only as they are read.
    public override long? GetRowCount() => null;

    protected override DataViewRowCursor MakeCursor(bool[] active, int part, int parts) =>
        new StoreStepCursor(schema, active, store, ranks, part, parts);
}
