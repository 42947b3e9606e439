using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>What all cursors over telemetry have in common: the position, and the answer to who asks for what.</summary>
internal abstract class RowCursor(DataViewSchema schema, bool[] active) : DataViewRowCursor
{
    private long _position = -1;
    private bool _ended;

    public sealed override DataViewSchema Schema => schema;

    public sealed override long Position => _position;

    public override long Batch => 0;

    protected bool[] Active => active;

    public sealed override bool MoveNext()
    {
        if (_ended)
            return false;

        if (Read())
        {
            _position++;
            return true;
        }

        _ended = true;
        _position = -1;
        return false;
    }

    public sealed override bool IsColumnActive(DataViewSchema.Column column) => active[Columns.IndexIn(schema, column)];

    public sealed override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new ArgumentOutOfRangeException(nameof(column), column.Name, "The column was not asked for when the cursor was made.");

        return MakeGetter(column.Index) as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type}, not {typeof(TValue).Name}.");
    }

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        ThrowIfOutside();
        id = CurrentId();
    };

    /// <summary>Goes to the next row; false when there is none.</summary>
    protected abstract bool Read();

    /// <summary>The getter of an active column, of the column's type.</summary>
    protected abstract Delegate MakeGetter(int column);

    /// <summary>What tells the row from all others, whatever the cursor.</summary>
    protected abstract DataViewRowId CurrentId();

    protected void ThrowIfOutside()
    {
        if (_position < 0)
            throw new InvalidOperationException("The cursor is before its first row or after its last.");
    }
}
