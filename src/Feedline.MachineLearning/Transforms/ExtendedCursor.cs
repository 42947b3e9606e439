using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>A cursor with a column more at its end, and perhaps something to do at each row.</summary>
internal sealed class ExtendedCursor(DataViewRowCursor input, ExtendedRow row, Action? onRow, IDisposable? held = null)
    : DataViewRowCursor
{
    public override DataViewSchema Schema => row.Schema;

    public override long Position => row.Position;

    public override long Batch => row.Batch;

    public override bool MoveNext()
    {
        if (!input.MoveNext())
            return false;

        onRow?.Invoke();
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            row.Dispose();
            held?.Dispose();
        }

        base.Dispose(disposing);
    }
}
