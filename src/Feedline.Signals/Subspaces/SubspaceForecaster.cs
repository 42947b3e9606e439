using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Predicts the next value of a stream from the subspace of a model. O(L rank) a value, nothing allocated.</summary>
/// <remarks>
/// With z the projection of the last L values, the filtered value i of L - 1 is the mean over the windows that held it:
/// f(i) = ((L - 2 - i) f(i + 1) + z(i + 1)) / (L - 1 - i), f(L - 2) = z(L - 1), i from 0; next value = Σ recurrence(i) f(i).
/// </remarks>
internal sealed class SubspaceForecaster
{
    private readonly SubspaceTraining _training;
    private readonly double[] _window;
    private readonly double[] _projection;
    private readonly double[] _filtered;
    private int _count;

    /// <param name="model">The model.</param>
    /// <param name="isContinued">Whether it stands at the end of the training series; else L values must come before it predicts.</param>
    public SubspaceForecaster(SsaModel model, bool isContinued)
    {
        _training = model.Training;
        _window = new double[model.Window];
        _projection = new double[model.Window];
        _filtered = new double[model.Window - 1];
        if (!isContinued)
            return;
        foreach (double value in model.Series[^model.Window..])
            Add(value);
    }

    /// <summary>Whether it predicts.</summary>
    public bool IsFull => _count == _window.Length;

    /// <summary>The value predicted next; NaN before L values.</summary>
    public double Next { get; private set; } = double.NaN;

    /// <summary>Takes the next value.</summary>
    public void Add(double value)
    {
        int window = _window.Length;
        if (!IsFull)
        {
            _window[_count++] = value;
            if (!IsFull)
                return;

            // The first window stands for those before it.
            Project();
            _projection.AsSpan(1).CopyTo(_filtered);
            Predict();
            return;
        }

        _window.AsSpan(1).CopyTo(_window);
        _window[^1] = value;
        Project();
        for (int i = 0; i < window - 2; i++)
            _filtered[i] = ((window - 2 - i) * _filtered[i + 1] + _projection[i + 1]) / (window - 1 - i);
        _filtered[^1] = _projection[^1];
        Predict();
    }

    /// <summary>Takes a missing value: the prediction stands in for it; before L values in a row they are counted anew.</summary>
    public void Skip()
    {
        if (IsFull)
            Add(Next);
        else
            Restart();
    }

    /// <summary>Forgets all values; L must come before it predicts again.</summary>
    public void Restart()
    {
        _count = 0;
        Next = double.NaN;
    }

    private void Project()
    {
        _projection.AsSpan().Clear();
        foreach (double[] direction in _training.Directions)
            TensorPrimitives.MultiplyAdd(direction, TensorPrimitives.Dot<double>(direction, _window), _projection, _projection);
    }

    private void Predict() => Next = TensorPrimitives.Dot<double>(_training.Recurrence, _filtered);
}
