namespace Feedline.Sources;

/// <summary>Which attributes of a resource become dimensions of its series.</summary>
/// <remarks>
/// A resource carries many attributes that change at each restart of a process or say nothing to a rule (SDK version, process
/// id, container id): they would tear one rank into several series. So only what says who measured is kept, by a list:
/// job, attempt, rank, node and device always; without a rank also the Kubernetes object, without a job also the service.
/// </remarks>
internal static class ResourceDimensions
{
    private static readonly string[] Always =
        [DimensionKeys.Job, DimensionKeys.Attempt, DimensionKeys.Rank, DimensionKeys.Node, DimensionKeys.Device];

    private static readonly string[] WithoutRank =
        ["k8s.cluster.name", "k8s.namespace.name", "k8s.job.name", "k8s.pod.name", "k8s.container.name"];

    private static readonly string[] WithoutJob = ["service.namespace", "service.name"];

    // Who else names the node, by preference.
    private static readonly string[] NodeNames = ["k8s.node.name", "server.address"];

    /// <summary>Gives the dimensions for a resource's attributes, a valid JSON list or nothing.</summary>
    public static void Read(ReadOnlySpan<byte> json, List<Dimension> dimensions)
    {
        var all = new List<Dimension>();
        AttributeReader.Read(json, all);
        Keep(all, Always, dimensions);
        if (!Has(dimensions, DimensionKeys.Node))
        {
            foreach (string name in NodeNames)
            {
                if (all.Find(attribute => attribute.Key == name) is { Key: not null } node)
                {
                    dimensions.Add(new Dimension(DimensionKeys.Node, node.Text));
                    break;
                }
            }
        }

        if (!Has(dimensions, DimensionKeys.Rank))
        {
            Keep(all, WithoutRank, dimensions);
        }

        if (!Has(dimensions, DimensionKeys.Job))
        {
            Keep(all, WithoutJob, dimensions);
            if (!Has(dimensions, DimensionKeys.Node))
            {
                Keep(all, ["service.instance.id"], dimensions);
            }
        }
    }

    private static bool Has(List<Dimension> dimensions, string key) => dimensions.Exists(dimension => dimension.Key == key);

    private static void Keep(List<Dimension> all, string[] keys, List<Dimension> dimensions)
    {
        foreach (Dimension attribute in all)
        {
            if (Array.IndexOf(keys, attribute.Key) >= 0)
            {
                dimensions.Add(attribute);
            }
        }
    }
}
