using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>Telemetry as ML.NET data: rows in one order, never shuffled.</summary>
internal abstract class TelemetryDataView(DataViewSchema schema) : IDataView
{
    public DataViewSchema Schema { get; } = schema;

    // Rows come as they are read; whoever wants them shuffled has ML.NET's own pool for it.
    public bool CanShuffle => false;

    public abstract long? GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        MakeCursor(Columns.Active(Schema, columnsNeeded), part: 0, parts: 1);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        int parts = Math.Clamp(n, 1, MostParts);
        var cursors = new DataViewRowCursor[parts];
        for (int part = 0; part < parts; part++)
            cursors[part] = MakeCursor(active, part, parts);

        return cursors;
    }

    /// <summary>How many cursors can share the rows.</summary>
    protected virtual int MostParts => 1;

    /// <summary>A cursor over a share of the rows: of all batches those whose number leaves the remainder part when divided by parts.</summary>
    protected abstract DataViewRowCursor MakeCursor(bool[] active, int part, int parts);
}
