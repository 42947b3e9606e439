namespace Feedline.Rules;

/// <summary>The last sample of one signal, by rank.</summary>
internal sealed class LatestByRank(string signal)
{
    private readonly List<(SeriesKey Series, int Slot)> _feeds = [];
    private int _seriesSeen;

    /// <summary>By place of the rank, the value; of several devices the greatest. NaN where there is none.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>By place of the rank, when it was taken; long.MinValue where there is none.</summary>
    public long[] Times { get; private set; } = [];

    public void Read(RuleContext context, JobView job)
    {
        ReadOnlySpan<SeriesKey> series = context.Series(signal);
        if (series.Length != _seriesSeen || job.Ranks.Length != Values.Length)
            Bind(series, job);

        Array.Fill(Values, double.NaN);
        Array.Fill(Times, long.MinValue);
        foreach ((SeriesKey key, int slot) in _feeds)
        {
            SampleWindow window = context.Window(key, WindowSpec.LastSamples(1));
            if (window.IsEmpty)
                continue;

            Values[slot] = double.IsNaN(Values[slot]) ? window.Values[^1] : Math.Max(Values[slot], window.Values[^1]);
            Times[slot] = Math.Max(Times[slot], window.UnixNanoseconds[^1]);
        }
    }

    private void Bind(ReadOnlySpan<SeriesKey> series, JobView job)
    {
        Dictionary<int, int> slots = RuleHelp.Slots(job);
        _seriesSeen = series.Length;
        Values = new double[slots.Count];
        Times = new long[slots.Count];
        _feeds.Clear();
        foreach (SeriesKey key in series)
        {
            if (RuleHelp.IsOf(key, job) && key.Rank is { } rank && slots.TryGetValue(rank, out int slot))
                _feeds.Add((key, slot));
        }
    }
}
