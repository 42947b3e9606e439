using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>The column a component works on: a Single, or a vector of Singles of known size.</summary>
internal sealed class InputColumn
{
    private readonly string[]? _slotNames;

    private InputColumn(DataViewSchema.Column column, int slots, string[]? slotNames)
    {
        Column = column;
        Slots = slots;
        _slotNames = slotNames;
    }

    public DataViewSchema.Column Column { get; }

    public bool IsVector => Column.Type is VectorDataViewType;

    /// <summary>How many numbers a row has: 1 for a scalar.</summary>
    public int Slots { get; }

    /// <exception cref="ArgumentException">There is no such column, or of another type.</exception>
    public static InputColumn Of(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name)
            ?? throw new ArgumentException($"There is no column '{name}'.", nameof(schema));
        if (column.Type.Equals(NumberDataViewType.Single))
            return new InputColumn(column, 1, null);

        if (column.Type is not VectorDataViewType { IsKnownSize: true } vector || !vector.ItemType.Equals(NumberDataViewType.Single))
            throw Mismatch(name, column.Type.ToString()!);

        string[]? names = null;
        if (column.HasSlotNames())
        {
            VBuffer<ReadOnlyMemory<char>> slots = default;
            column.GetSlotNames(ref slots);
            names = [.. slots.DenseValues().Select(slot => slot.ToString())];
        }

        return new InputColumn(column, vector.Size, names);
    }

    /// <summary>As <see cref="Of"/>, of what is known of a column before there is data.</summary>
    /// <exception cref="ArgumentException">There is no such column, or of another type.</exception>
    public static SchemaShape.Column Check(SchemaShape shape, string name)
    {
        foreach (SchemaShape.Column column in shape)
        {
            if (column.Name != name)
                continue;

            if (!column.ItemType.Equals(NumberDataViewType.Single) || column.IsKey || column.Kind == SchemaShape.Column.VectorKind.VariableVector)
                throw Mismatch(name, $"{column.Kind} of {column.ItemType}");

            return column;
        }

        throw new ArgumentException($"There is no column '{name}'.", nameof(shape));
    }

    /// <summary>What a slot is called.</summary>
    public string SlotName(int slot) =>
        !IsVector ? Column.Name
        : _slotNames is { } names && slot < names.Length && names[slot].Length > 0 ? names[slot]
        : $"{Column.Name}.{slot}";

    /// <summary>Reads the numbers of a row into a span.</summary>
    public Action<double[]> Reader(DataViewRow row)
    {
        if (!IsVector)
        {
            ValueGetter<float> scalar = row.GetGetter<float>(Column);
            float single = 0;
            return values =>
            {
                scalar(ref single);
                values[0] = single;
            };
        }

        ValueGetter<VBuffer<float>> vector = row.GetGetter<VBuffer<float>>(Column);
        VBuffer<float> buffer = default;
        return values =>
        {
            vector(ref buffer);
            Array.Clear(values);
            ReadOnlySpan<float> given = buffer.GetValues();
            ReadOnlySpan<int> places = buffer.GetIndices();
            for (int i = 0; i < given.Length; i++)
                values[buffer.IsDense ? i : places[i]] = given[i];
        };
    }

    private static ArgumentException Mismatch(string name, string found) =>
        new($"Column '{name}' must hold a Single, or a vector of Singles of known size; it holds {found}.");
}
