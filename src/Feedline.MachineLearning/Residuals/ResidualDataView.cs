using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Data with the anomalies of a column. Read in order; a second cursor reads the column a batch ahead.</summary>
internal sealed class ResidualDataView(IDataView input, string output, InputColumn column, ResidualSettings settings) : IDataView
{
    public DataViewSchema Schema { get; } = AddedColumn.After(
        input.Schema, output, new VectorDataViewType(NumberDataViewType.Single, ResidualBatch.Results), ResidualBatch.Names);

    public bool CanShuffle => false;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        bool isAdded = active[^1];
        DataViewRowCursor cursor = input.GetRowCursor(
            input.Schema.Where(needed => active[needed.Index] || (isAdded && needed.Index == column.Column.Index)));
        if (!isAdded)
            return new ExtendedCursor(cursor, new ExtendedRow(Schema, cursor, active, added: null), onRow: null);

        var reader = new ResidualReader(input.GetRowCursor([column.Column]), column.Column, settings);
        ValueGetter<float> value = cursor.GetGetter<float>(column.Column);
        float current = 0;
        return new ExtendedCursor(cursor, new ExtendedRow(Schema, cursor, active, Getter(reader)), OnRow, reader);

        void OnRow()
        {
            value(ref current);
            if (!reader.Next() || !current.Equals(reader.Value))
                throw new InvalidOperationException("The data is not the same in two passes at a time: cache it first.");
        }
    }

    private static ValueGetter<VBuffer<float>> Getter(ResidualReader reader) => (ref VBuffer<float> value) =>
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, ResidualBatch.Results);
        reader.Results.CopyTo(editor.Values);
        value = editor.Commit();
    };
}
