namespace Feedline.Sources.Tests;

/// <summary>Keeps all that is written, under a series' name and sorted dimensions.</summary>
internal sealed class FakeWriter : ISignalWriter
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);

    public List<SeriesKey> Keys { get; } = [];

    public List<(string Series, long Time, double Value)> Samples { get; } = [];

    public int MaxSeries { get; init; } = int.MaxValue;

    public Func<SeriesKey, long, double, SampleOutcome> Judge { get; init; } =
        (_, _, value) => double.IsFinite(value) ? SampleOutcome.Accepted : SampleOutcome.NotFinite;

    public SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions)
    {
        Dimension[] sorted = [.. dimensions];
        Assert.Equal(sorted.Length, sorted.Select(dimension => dimension.Key).Distinct().Count());
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var key = new SeriesKey(signal, [.. sorted]);
        if (_byName.TryGetValue(key.ToString(), out int index))
        {
            return new SeriesHandle(index);
        }

        if (Keys.Count >= MaxSeries)
        {
            return new SeriesHandle(-1);
        }

        _byName.Add(key.ToString(), Keys.Count);
        Keys.Add(key);
        return new SeriesHandle(Keys.Count - 1);
    }

    public SampleOutcome Write(SeriesHandle series, double value) => throw new NotSupportedException("A recording has times of its own.");

    public SampleOutcome Write(SeriesHandle series, long unixNanoseconds, double value)
    {
        if (series.Index < 0)
        {
            return SampleOutcome.SeriesLimit;
        }

        SampleOutcome outcome = Judge(Keys[series.Index], unixNanoseconds, value);
        if (outcome == SampleOutcome.Accepted)
        {
            Samples.Add((Keys[series.Index].ToString(), unixNanoseconds, value));
        }

        return outcome;
    }

    /// <summary>The values of a signal's series, in the order they were written.</summary>
    public double[] Values(string series) => [.. Samples.Where(sample => sample.Series == series).Select(sample => sample.Value)];

    public long[] Times() => [.. Samples.Select(sample => sample.Time)];
}
