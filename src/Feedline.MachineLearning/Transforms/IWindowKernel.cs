namespace Feedline.MachineLearning;

/// <summary>Turns the last values of a slot into numbers. Made for one cursor, which is one thread's.</summary>
internal interface IWindowKernel
{
    /// <param name="window">As many values as the window is long, oldest first.</param>
    /// <param name="results">Takes the numbers.</param>
    void Compute(ReadOnlySpan<double> window, Span<float> results);
}
