using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>A cursor with a row a sample. It holds one sample and the key of its series; text columns are the key's own strings.</summary>
internal abstract class SampleCursor(DataViewSchema schema, bool[] active) : RowCursor(schema, active)
{
    private SeriesKey? _described;
    private string _dimensions = "";

    protected SeriesKey Key { get; set; } = null!;

    protected int Series { get; set; }

    protected long Time { get; set; }

    protected double Value { get; set; }

    protected sealed override Delegate MakeGetter(int column) => column switch
    {
        SampleSchema.Time => new ValueGetter<long>((ref long value) =>
        {
            ThrowIfOutside();
            value = Time;
        }),
        SampleSchema.Series => new ValueGetter<int>((ref int value) =>
        {
            ThrowIfOutside();
            value = Series;
        }),
        SampleSchema.Rank => new ValueGetter<int>((ref int value) =>
        {
            ThrowIfOutside();
            value = Key.Rank ?? -1;
        }),
        SampleSchema.Value => new ValueGetter<float>((ref float value) =>
        {
            ThrowIfOutside();
            value = (float)Value;
        }),
        SampleSchema.Signal => Text(key => key.Signal.Name),
        SampleSchema.Unit => Text(key => key.Signal.Unit),
        SampleSchema.Job => Text(key => key.Job),
        SampleSchema.Node => Text(key => key.Node),
        SampleSchema.Device => Text(key => key.Device),
        _ => Text(Describe),
    };

    private ValueGetter<ReadOnlyMemory<char>> Text(Func<SeriesKey, string?> part) => (ref ReadOnlyMemory<char> value) =>
    {
        ThrowIfOutside();
        value = part(Key).AsMemory();
    };

    // Put together once a run of rows of the same series.
    private string Describe(SeriesKey key)
    {
        if (!ReferenceEquals(_described, key))
        {
            _described = key;
            _dimensions = string.Join(',', key.Dimensions.Select(dimension => $"{dimension.Key}={dimension.Text}"));
        }

        return _dimensions;
    }
}
