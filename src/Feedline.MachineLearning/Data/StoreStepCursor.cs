using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Rows of steps from a store, rank by rank; of each rank by time. A batch is a rank.</summary>
internal sealed class StoreStepCursor(
    StepSchema schema, bool[] active, SignalStore store, (StepRank Rank, SeriesRange[] Series)[] ranks, int part, int parts)
    : StepCursor(schema, active)
{
    private readonly StepSchema _schema = schema;
    private int _rank = part - parts;
    private readonly List<StepFeed> _feeds = [];
    private int _feedCount;
    private StepRowBuilder? _builder;
    private long _clockNumber;
    private long _rowNumber;

    public override long Batch => Math.Max(0, _rank);

    protected override bool Read()
    {
        while (true)
        {
            if (_builder is not null && ReadRow(_builder))
                return true;

            if (_rank >= ranks.Length - parts)
                return false;

            Open(_rank += parts);
        }
    }

    protected override DataViewRowId CurrentId() => new((ulong)_rowNumber, (ulong)_rank);

    private void Open(int rank)
    {
        _builder = _schema.MakeBuilder(ranks[rank].Rank);
        _feedCount = 0;
        foreach (SeriesRange range in ranks[rank].Series)
        {
            int[] columns = _schema.FedBy(range.Key, Active);
            bool isClock = _schema.IsClock(range.Key);
            if (columns.Length == 0 && !isClock)
                continue;

            if (_feedCount == _feeds.Count)
                _feeds.Add(new StepFeed(store));

            _feeds[_feedCount++].Begin(range, columns, isClock);
        }
    }

    private bool ReadRow(StepRowBuilder builder)
    {
        while (Earliest() is { } feed)
        {
            if (builder.IsCompletedBy(feed.Time, feed.IsClock))
            {
                Take(builder);
                return true;
            }

            foreach (int column in feed.Columns)
            {
                if (feed.IsAfterGap)
                    builder.LoseSamples(column, feed.Time);

                builder.Add(column, feed.Time, feed.Value);
            }

            if (feed.IsClock)
            {
                if (feed.IsAfterGap)
                    builder.LoseSteps();

                _clockNumber = feed.Number;
                builder.AddStep(feed.Time, feed.Value);
            }

            feed.Advance();
        }

        if (!builder.IsOpen)
            return false;

        Take(builder);
        return true;
    }

    private void Take(StepRowBuilder builder)
    {
        builder.Take(Row);
        _rowNumber = _clockNumber;
    }

    // A rank has some dozen series at most.
    private StepFeed? Earliest()
    {
        StepFeed? earliest = null;
        foreach (StepFeed feed in CollectionsMarshal.AsSpan(_feeds)[.._feedCount])
        {
            if (feed.HasNext && (earliest is null || feed.Time < earliest.Time))
                earliest = feed;
        }

        return earliest;
    }
}
