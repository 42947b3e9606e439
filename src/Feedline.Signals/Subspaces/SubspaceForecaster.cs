using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Predicts the next value of a stream from the subspace that a training series spans. O(L rank) a value, nothing allocated.</summary>
/// <remarks>
/// With z the projection of the last L values, the filtered value i of L - 1 is the mean over the windows that held it:
/// f(i) = ((L - 2 - i) f(i + 1) + z(i + 1)) / (L - 1 - i), f(L - 2) = z(L - 1), i from 0; next value = Σ recurrence(i) f(i).
/// </remarks>
internal sealed class SubspaceForecaster
{
    // Sums of squares stay finite.
    private const double Largest = 1e150;

    private readonly SubspaceTraining _training;
    private readonly double[] _window;
    private readonly double[] _projection;
    private readonly double[] _filtered;

    /// <summary>Trains, and stands at the end of the training series.</summary>
    public SubspaceForecaster(ReadOnlySpan<double> training, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        if (training.Length <= 2L * window)
            throw new ArgumentException($"The training series must have more than two windows of {window}, but has {training.Length} values.", nameof(training));
        foreach (double value in training)
        {
            if (!IsTaken(value))
                throw new ArgumentException("The values must be finite and within ±1e150.", nameof(training));
        }

        double most = Math.Abs(TensorPrimitives.MaxMagnitude(training));
        double unit = most > 0 ? most : 1;
        var scaled = new double[training.Length];
        for (int i = 0; i < scaled.Length; i++)
            scaled[i] = training[i] / unit;
        _training = SubspaceTraining.Of(scaled, window);

        double mean = TensorPrimitives.Sum<double>(scaled) / scaled.Length;
        double squares = 0;
        foreach (double value in scaled)
            squares += (value - mean) * (value - mean);
        Spread = unit * Math.Sqrt(squares / scaled.Length);
        Magnitude = most;

        _window = training[^window..].ToArray();
        _projection = new double[window];
        _filtered = new double[window - 1];
        Project();
        _projection.AsSpan(1).CopyTo(_filtered);
        Predict();
    }

    /// <summary>How many directions the signal has.</summary>
    public int Rank => _training.Directions.Length;

    /// <summary>The value predicted next.</summary>
    public double Next { get; private set; }

    /// <summary>Standard deviation of the training series.</summary>
    public double Spread { get; }

    /// <summary>Largest magnitude of the training series.</summary>
    public double Magnitude { get; }

    /// <summary>Whether a value counts, or is taken as missing.</summary>
    public static bool IsTaken(double value) => Math.Abs(value) <= Largest;

    /// <summary>Takes the next value.</summary>
    public void Add(double value)
    {
        int window = _window.Length;
        _window.AsSpan(1).CopyTo(_window);
        _window[^1] = value;
        Project();
        for (int i = 0; i < window - 2; i++)
            _filtered[i] = ((window - 2 - i) * _filtered[i + 1] + _projection[i + 1]) / (window - 1 - i);
        _filtered[^1] = _projection[^1];
        Predict();
    }

    private void Project()
    {
        _projection.AsSpan().Clear();
        foreach (double[] direction in _training.Directions)
            TensorPrimitives.MultiplyAdd(direction, TensorPrimitives.Dot<double>(direction, _window), _projection, _projection);
    }

    private void Predict() => Next = TensorPrimitives.Dot<double>(_training.Recurrence, _filtered);
}
