using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>Data with a scaled column more; rows stay in whatever order and share they come.</summary>
internal sealed class ScalingDataView(IDataView input, ScalingMapper mapper) : IDataView
{
    public DataViewSchema Schema => mapper.OutputSchema;

    public bool CanShuffle => input.CanShuffle;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return Extend(input.GetRowCursor(mapper.GetDependencies(needed), rand), Columns.Active(Schema, needed));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        bool[] active = Columns.Active(Schema, needed);
        return [.. input.GetRowCursorSet(mapper.GetDependencies(needed), n, rand).Select(cursor => Extend(cursor, active))];
    }

    private ExtendedCursor Extend(DataViewRowCursor cursor, bool[] active) => new(cursor, mapper.Extend(cursor, active), onRow: null);
}
