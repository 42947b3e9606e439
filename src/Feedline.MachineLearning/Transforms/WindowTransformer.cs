using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Adds a column that is worked out of the last rows of the same group, in the order in which rows come.</summary>
internal abstract class WindowTransformer(WindowSettings settings) : ITransformer
{
    /// <summary>Each row depends on those before it.</summary>
    public bool IsRowToRowMapper => false;

    public WindowSettings Settings => settings;

    /// <summary>The names of what is worked out for each slot; none when it is one number that needs no name.</summary>
    public abstract IReadOnlyList<string> ResultNames { get; }

    public int ResultsPerSlot => Math.Max(1, ResultNames.Count);

    public abstract IWindowKernel MakeKernel();

    public abstract void Save(ModelSaveContext ctx);

    public bool IsVector(bool isInputVector) => isInputVector || ResultNames.Count > 0;

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException(
        $"Column '{settings.Output}' is worked out of several rows: there is no mapping of single rows. Transform data that holds the rows before.");

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputColumn input = InputColumn.Of(inputSchema, settings.Input);
        foreach (string group in settings.Groups)
            GroupColumn(inputSchema, group);

        if (!IsVector(input.IsVector))
            return AddedColumn.After(inputSchema, settings.Output, NumberDataViewType.Single, slotNames: null);

        string[] names =
        [
            .. Enumerable.Range(0, input.Slots).SelectMany(slot => ResultNames.Count == 0
                ? [input.SlotName(slot)]
                : ResultNames.Select(name => $"{input.SlotName(slot)}.{name}")),
        ];
        return AddedColumn.After(inputSchema, settings.Output, new VectorDataViewType(NumberDataViewType.Single, names.Length), names);
    }

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new WindowDataView(input, this);
    }

    public static DataViewSchema.Column GroupColumn(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw new ArgumentException($"There is no column '{name}'.", nameof(schema));
        RowGroups<LastRows>.Check(column);
        return column;
    }
}
