using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>Checks the columns; there is nothing to fit.</summary>
internal sealed class WindowEstimator(WindowTransformer transformer) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column input = InputColumn.Check(inputSchema, transformer.Settings.Input);
        foreach (string group in transformer.Settings.Groups)
        {
            if (!inputSchema.Any(column => column.Name == group))
                throw new ArgumentException($"There is no column '{group}'.", nameof(inputSchema));
        }

        bool isVector = transformer.IsVector(input.Kind != SchemaShape.Column.VectorKind.Scalar);
        return AddedColumn.After(inputSchema, transformer.Settings.Output, isVector, hasSlotNames: true);
    }
}
