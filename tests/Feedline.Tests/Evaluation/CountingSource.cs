namespace Feedline.Tests.Evaluation;

/// <summary>A source that only counts how it is called, and can be made to fail.</summary>
internal sealed class CountingSource : ISignalSource
{
    public int Starts { get; private set; }

    public int Collects { get; private set; }

    public int Disposals { get; private set; }

    public Action<ISignalWriter>? OnStart { get; init; }

    public Action? OnCollect { get; set; }

    public void Start(ISignalWriter writer)
    {
        Starts++;
        OnStart?.Invoke(writer);
    }

    public void Collect()
    {
        Collects++;
        OnCollect?.Invoke();
    }

    public void Dispose() => Disposals++;
}
