namespace Feedline.Tests.Replay;

/// <summary>Where the samples of a simulation gather.</summary>
internal sealed class Tape
{
    private readonly Dictionary<string, int> _index = [];

    public List<(SignalDescriptor Signal, Dimension[] Dimensions)> All { get; } = [];

    public List<SyntheticSample> Samples { get; } = [];

    public int Series(string signal, List<Dimension> dimensions)
    {
        string key = $"{signal}{{{string.Join(',', dimensions)}}}";
        if (!_index.TryGetValue(key, out int index))
        {
            _index.Add(key, index = All.Count);
            All.Add((SignalCatalog.Find(signal)!, [.. dimensions]));
        }

        return index;
    }

    public void Add(SyntheticSample sample) => Samples.Add(sample);
}
