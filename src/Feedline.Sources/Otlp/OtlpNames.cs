namespace Feedline.Sources;

/// <summary>What the lines of a recording repeat, each made into an object once.</summary>
internal sealed class OtlpNames(RecordingLimits limits)
{
    private readonly ByteInterner _metrics = new();
    private readonly List<MetricReading?> _readings = [];
    private byte[] _key = new byte[256];

    public AttributeSets Resources { get; } = new();

    public AttributeSets Attributes { get; } = new();

    /// <summary>True when <see cref="Clear"/> should be called.</summary>
    public bool IsFull =>
        Resources.Length + Attributes.Length + _metrics.Length > limits.MaxNameBytes
        || Resources.Count + Attributes.Count + _metrics.Count > limits.MaxNames;

    /// <summary>How the samples of a metric are read; null when its name is empty.</summary>
    public MetricReading? Metric(int id) => _readings[id];

    /// <summary>Gives the number of a metric; name and unit are raw JSON strings.</summary>
    public int Metric(ReadOnlySpan<byte> name, ReadOnlySpan<byte> unit, MetricShape shape)
    {
        int length = name.Length + unit.Length + 2;
        if (_key.Length < length)
        {
            _key = new byte[length];
        }

        name.CopyTo(_key);
        _key[name.Length] = 0; // stands in no JSON string
        unit.CopyTo(_key.AsSpan(name.Length + 1));
        _key[length - 1] = (byte)shape;
        int id = _metrics.Intern(_key.AsSpan(0, length));
        if (id == _readings.Count)
        {
            _readings.Add(MetricReading.Of(JsonText.ToString(name), JsonText.ToString(unit), shape));
        }

        return id;
    }

    public void Clear()
    {
        Resources.Clear();
        Attributes.Clear();
        _metrics.Clear();
        _readings.Clear();
    }
}
