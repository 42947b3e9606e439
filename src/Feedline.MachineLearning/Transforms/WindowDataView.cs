using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Data with a column more that is worked out of the last rows. Read by one cursor at a time, in order; each starts anew.</summary>
internal sealed class WindowDataView(IDataView input, WindowTransformer transformer) : IDataView
{
    private readonly InputColumn _column = InputColumn.Of(input.Schema, transformer.Settings.Input);
    private readonly DataViewSchema.Column[] _groups =
        [.. transformer.Settings.Groups.Select(name => WindowTransformer.GroupColumn(input.Schema, name))];

    public DataViewSchema Schema { get; } = transformer.GetOutputSchema(input.Schema);

    // In another order the last rows would be others.
    public bool CanShuffle => false;

    public long? GetRowCount() => input.GetRowCount();

    // Rows shared out to several cursors would miss those before them.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        bool isAdded = active[^1];
        DataViewRowCursor cursor = input.GetRowCursor(input.Schema.Where(column => active[column.Index] || (isAdded && IsRead(column))));
        if (!isAdded)
            return new ExtendedCursor(cursor, new ExtendedRow(Schema, cursor, active, added: null), onRow: null);

        var window = new RollingWindow(cursor, _column, _groups, transformer);
        return new ExtendedCursor(cursor, new ExtendedRow(Schema, cursor, active, window.Getter(Schema[^1].Type is VectorDataViewType)), window.Take);
    }

    private bool IsRead(DataViewSchema.Column column) =>
        column.Index == _column.Column.Index || _groups.Any(group => group.Index == column.Index);
}
