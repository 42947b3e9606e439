using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Rows of steps from a recording, in the order in which they are complete. Of each rank it holds one row.</summary>
internal sealed class RecordingStepCursor(StepSchema schema, bool[] active, RecordingSamples samples) : StepCursor(schema, active)
{
    private readonly StepSchema _schema = schema;
    private readonly List<Feed> _feeds = [];
    private readonly Dictionary<(string Job, int Rank), StepRowBuilder> _builders = [];
    private Queue<StepRowBuilder>? _last;
    private (int Series, long Time, double Value)? _next;

    protected override bool Read()
    {
        while (TryPeek(out int series, out long time, out double value))
        {
            Feed feed = FeedOf(series);
            if (feed.Builder is { } builder)
            {
                if (builder.IsCompletedBy(time, feed.IsClock))
                {
                    builder.Take(Row);
                    return true;
                }

                foreach (int column in feed.Columns)
                    builder.Add(column, time, value);

                if (feed.IsClock)
                    builder.AddStep(time, value);
            }

            _next = null;
        }

        _last ??= new Queue<StepRowBuilder>(_builders.Values.Where(builder => builder.IsOpen));
        if (!_last.TryDequeue(out StepRowBuilder? open))
            return false;

        open.Take(Row);
        return true;
    }

    protected override DataViewRowId CurrentId() => new((ulong)Position, 0);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            samples.Dispose();

        base.Dispose(disposing);
    }

    private bool TryPeek(out int series, out long time, out double value)
    {
        if (_next is null)
        {
            if (!samples.TryRead(out series, out time, out value))
                return false;

            _next = (series, time, value);
        }

        (series, time, value) = _next.Value;
        return true;
    }

    private Feed FeedOf(int series)
    {
        while (_feeds.Count <= series)
            _feeds.Add(MakeFeed(samples.KeyOf(_feeds.Count)));

        return _feeds[series];
    }

    private Feed MakeFeed(SeriesKey key)
    {
        int[] columns = _schema.FedBy(key, Active);
        bool isClock = _schema.IsClock(key);
        if (StepRank.Of(key) is not { } rank)
            return default;

        if (!_builders.TryGetValue(rank.Key, out StepRowBuilder? builder))
        {
            builder = _schema.MakeBuilder(rank);
            _builders.Add(rank.Key, builder);
        }

        return new Feed(builder, columns, isClock);
    }

    private readonly record struct Feed(StepRowBuilder? Builder, int[] Columns, bool IsClock);
}
