using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>A row with a column more at its end; the others are those of the row it is made of.</summary>
internal sealed class ExtendedRow(DataViewSchema schema, DataViewRow input, bool[] active, Delegate? added) : DataViewRow
{
    public override DataViewSchema Schema => schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active[Columns.IndexIn(schema, column)];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        int index = Columns.IndexIn(schema, column);
        if (!active[index])
            throw new ArgumentOutOfRangeException(nameof(column), column.Name, "The column was not asked for when the row was made.");

        return index < input.Schema.Count
            ? input.GetGetter<TValue>(input.Schema[index])
            : added as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type}, not {typeof(TValue).Name}.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();

        base.Dispose(disposing);
    }
}
