using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Feedline.MachineLearning;

/// <summary>(x - center)/scale, slot by slot. Each row for itself.</summary>
internal sealed class RobustScalingTransformer(string output, string input, bool isVector, double[] centers, double[] scales) : ITransformer
{
    public static readonly ModelFormat Format = new("FLROBSCL", "FeedlineScaling", Version: 1, OldestVersion: 1);

    public bool IsRowToRowMapper => true;

    public IReadOnlyList<double> Centers => centers;

    public IReadOnlyList<double> Scales => scales;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputColumn column = Column(inputSchema);
        string[]? names = isVector ? [.. Enumerable.Range(0, column.Slots).Select(column.SlotName)] : null;
        return AddedColumn.After(inputSchema, output, column.Column.Type, names);
    }

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new ScalingMapper(inputSchema, this);

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScalingDataView(input, new ScalingMapper(input.Schema, this));
    }

    /// <exception cref="ArgumentException">There is no such column, or it has not the type or size it was fitted to.</exception>
    public InputColumn Column(DataViewSchema schema)
    {
        InputColumn column = InputColumn.Of(schema, input);
        return column.IsVector == isVector && column.Slots == centers.Length
            ? column
            : throw new ArgumentException($"Column '{input}' was fitted with {centers.Length} slots and has {column.Slots}.", nameof(schema));
    }

    /// <summary>The getter of the added column on a row.</summary>
    public Delegate Getter(DataViewRow row, InputColumn column)
    {
        Action<double[]> read = column.Reader(row);
        var values = new double[centers.Length];
        if (isVector)
        {
            return new ValueGetter<VBuffer<float>>((ref VBuffer<float> value) =>
            {
                read(values);
                VBufferEditor<float> editor = VBufferEditor.Create(ref value, centers.Length);
                for (int slot = 0; slot < centers.Length; slot++)
                    editor.Values[slot] = Scaled(values, slot);

                value = editor.Commit();
            });
        }

        return new ValueGetter<float>((ref float value) =>
        {
            read(values);
            value = Scaled(values, 0);
        });
    }

    public void Save(ModelSaveContext ctx) => ModelPayload.Save(ctx, Format, writer =>
    {
        writer.Write(output);
        writer.Write(input);
        writer.Write(isVector);
        writer.Write(centers.Length);
        for (int slot = 0; slot < centers.Length; slot++)
        {
            writer.Write(centers[slot]);
            writer.Write(scales[slot]);
        }
    });

    /// <summary>Found by ML.NET by its name.</summary>
    private static RobustScalingTransformer Create(IHostEnvironment environment, object context) => ModelPayload.Load(context, Format, reader =>
    {
        string output = reader.ReadString(), input = reader.ReadString();
        bool isVector = reader.ReadBoolean();
        int slots = reader.ReadInt32();
        var centers = new List<double>();
        var scales = new List<double>();
        for (int slot = 0; slot < slots; slot++)
        {
            centers.Add(reader.ReadDouble());
            scales.Add(reader.ReadDouble());
            if (!double.IsFinite(centers[slot]) || !(scales[slot] > 0))
                throw new FormatException($"The robust scaling of '{input}' has a scale that is none.");
        }

        return new RobustScalingTransformer(output, input, isVector, [.. centers], [.. scales]);
    });

    private float Scaled(double[] values, int slot) => (float)((values[slot] - centers[slot]) / scales[slot]);
}
