using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>The last rows of each group as one cursor passes them, and what is worked out of those of the current row's group.</summary>
internal sealed class RollingWindow
{
    private readonly IWindowKernel _kernel;
    private readonly int _slots;
    private readonly int _results;
    private readonly Action<double[]> _read;
    private readonly RowGroups<LastRows> _groups;
    private readonly double[] _row;
    private readonly double[] _window;
    private LastRows? _current;

    public RollingWindow(DataViewRow row, InputColumn column, DataViewSchema.Column[] groups, WindowTransformer transformer)
    {
        int length = transformer.Settings.Length;
        _kernel = transformer.MakeKernel();
        _slots = column.Slots;
        _results = transformer.ResultsPerSlot;
        _read = column.Reader(row);
        _groups = new RowGroups<LastRows>(row, groups, () => new LastRows(_slots, length));
        _row = new double[_slots];
        _window = new double[length];
    }

    /// <summary>Takes the row that the cursor has come to.</summary>
    public void Take()
    {
        _read(_row);
        _current = _groups.Current();
        _current.Add(_row);
    }

    public Delegate Getter(bool isVector)
    {
        if (isVector)
        {
            return new ValueGetter<VBuffer<float>>((ref VBuffer<float> value) =>
            {
                VBufferEditor<float> editor = VBufferEditor.Create(ref value, _slots * _results);
                Compute(editor.Values);
                value = editor.Commit();
            });
        }

        float[] single = new float[1];
        return new ValueGetter<float>((ref float value) =>
        {
            Compute(single);
            value = single[0];
        });
    }

    private void Compute(Span<float> results)
    {
        LastRows rows = _current ?? throw new InvalidOperationException("The cursor is before its first row.");
        if (!rows.IsFull)
        {
            results.Fill(float.NaN);
            return;
        }

        for (int slot = 0; slot < _slots; slot++)
        {
            rows.CopyTo(slot, _window);
            _kernel.Compute(_window, results.Slice(slot * _results, _results));
        }
    }
}
