using System.Text.Json;

namespace Feedline.Reliability.Tests.Failures;

/// <summary>The outages of the InfiniteHBD trace (arXiv 2502.03885): 400 GPU servers over 348 days.</summary>
internal static class NodeFaultTrace
{
    public const int Nodes = 400;
    public const double Days = 348.9798;

    /// <summary>Reads the trace; an end belongs to the earliest start of its node that has none yet.</summary>
    public static OutageLog Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var open = new Dictionary<string, Queue<double>>(StringComparer.Ordinal);
        var outages = new List<NodeOutage>();
        foreach (JsonElement item in document.RootElement.EnumerateArray())
        {
            string node = item.GetProperty("node_id").GetString()!;
            double time = item.GetProperty("event_time").GetDouble();
            if (!open.TryGetValue(node, out Queue<double>? starts))
                open[node] = starts = new Queue<double>();
            if (item.GetProperty("event_type").GetString() == "fault_start")
                starts.Enqueue(time);
            else
                outages.Add(new NodeOutage(node, starts.Dequeue(), time));
        }

        return OutageLog.Create(outages, Nodes, 0, Days);
    }
}
