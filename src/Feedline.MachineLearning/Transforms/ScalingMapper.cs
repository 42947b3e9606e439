using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Scales single rows, as prediction engines want it.</summary>
internal sealed class ScalingMapper(DataViewSchema inputSchema, RobustScalingTransformer transformer) : IRowToRowMapper
{
    private readonly InputColumn _column = transformer.Column(inputSchema);

    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema { get; } = transformer.GetOutputSchema(inputSchema);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] active = Columns.Active(OutputSchema, dependingColumns);
        return inputSchema.Where(column => active[column.Index] || (active[^1] && column.Index == _column.Column.Index));
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Extend(input, Columns.Active(OutputSchema, activeColumns));
    }

    public ExtendedRow Extend(DataViewRow input, bool[] active) =>
        new(OutputSchema, input, active, active[^1] ? transformer.Getter(input, _column) : null);
}
