using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>A cursor with a row a rank and step.</summary>
internal abstract class StepCursor(StepSchema schema, bool[] active) : RowCursor(schema.Schema, active)
{
    protected StepDataRow Row { get; } = new(schema.ColumnCount);

    protected sealed override Delegate MakeGetter(int column)
    {
        StepDataRow row = Row;
        int cell = column - StepDataColumns.Fixed;
        return column switch
        {
            0 => Text(() => row.Rank.Job),
            1 => Integer(() => row.Rank.Rank),
            2 => Text(() => row.Rank.Node),
            3 => Integer(() => row.Attempt),
            4 => Long(() => row.Step),
            5 => Long(() => row.Time),
            6 => new ValueGetter<float>((ref float value) =>
            {
                ThrowIfOutside();
                value = row.Seconds;
            }),
            _ => new ValueGetter<float>((ref float value) =>
            {
                ThrowIfOutside();
                value = row.Cells[cell];
            }),
        };
    }

    private ValueGetter<ReadOnlyMemory<char>> Text(Func<string?> part) => (ref ReadOnlyMemory<char> value) =>
    {
        ThrowIfOutside();
        value = part().AsMemory();
    };

    private ValueGetter<int> Integer(Func<int> part) => (ref int value) =>
    {
        ThrowIfOutside();
        value = part();
    };

    private ValueGetter<long> Long(Func<long> part) => (ref long value) =>
    {
        ThrowIfOutside();
        value = part();
    };
}
