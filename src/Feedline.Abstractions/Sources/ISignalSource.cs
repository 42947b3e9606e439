namespace Feedline;

/// <summary>A live source of samples. Implemented by users.</summary>
public interface ISignalSource : IDisposable
{
    /// <summary>Begins to write. Called once, by the engine's <c>Start</c>.</summary>
    /// <param name="writer">Where the samples go; kept until <see cref="IDisposable.Dispose"/>.</param>
    void Start(ISignalWriter writer);

    /// <summary>Writes what has to be asked for, such as observable instruments. Called before each evaluation, on its thread.</summary>
    /// <remarks>An exception is counted and reported in the evaluation's failures.</remarks>
    void Collect();
}
