using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Data with a column more that says how each row follows from those before. Read by one cursor at a time, in order.</summary>
internal sealed class SsaDataView(IDataView input, SsaTransformer transformer) : IDataView
{
    private readonly DataViewSchema.Column _column = SsaTransformer.Column(input.Schema, transformer.Settings.Input);

    public DataViewSchema Schema { get; } = transformer.GetOutputSchema(input.Schema);

    // In another order the rows before would be others.
    public bool CanShuffle => false;

    public long? GetRowCount() => input.GetRowCount();

    // Rows shared out to several cursors would miss those before them.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        bool isAdded = active[^1];
        DataViewRowCursor cursor = input.GetRowCursor(input.Schema.Where(column => active[column.Index] || (isAdded && column.Index == _column.Index)));
        if (!isAdded)
            return new ExtendedCursor(cursor, new ExtendedRow(Schema, cursor, active, added: null), onRow: null);

        ValueGetter<float> read = cursor.GetGetter<float>(_column);
        Action<double, Span<double>> score = transformer.MakeScorer();
        var results = new double[transformer.Settings.ResultNames.Length];
        var added = new ValueGetter<VBuffer<double>>((ref VBuffer<double> value) =>
        {
            VBufferEditor<double> editor = VBufferEditor.Create(ref value, results.Length);
            results.CopyTo(editor.Values);
            value = editor.Commit();
        });
        return new ExtendedCursor(cursor, new ExtendedRow(Schema, cursor, active, added), () =>
        {
            float value = 0;
            read(ref value);
            score(value, results);
        });
    }
}
