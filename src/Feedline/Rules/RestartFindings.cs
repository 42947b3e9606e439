using System.Collections.Immutable;

namespace Feedline.Rules;

/// <summary>What is said of workloads that come with a new key at each restart.</summary>
internal static class RestartFindings
{
    private const int MostSubjects = 16;

    /// <summary>Handovers from key to key that are worth a warning; two are, where keys live less than a day.</summary>
    private const int WarningHandovers = 3;

    private static readonly ImmutableArray<Mitigation> Mitigations =
    [
        new Mitigation(MitigationKind.RevokeKey, "Revoke the keys left behind, and let a key end with its pod: short-lived, or revoked when the pod stops."),
        new Mitigation(MitigationKind.Reconfigure, "Give the deployment one identity instead of a key a pod."),
    ];

    /// <summary>Of a deployment that the log names.</summary>
    public static FindingDraft Of(string job, KeyFamily family)
    {
        int left = family.Handovers.Count;
        bool isMany = left >= WarningHandovers || family.Handovers.TrueForAll(static handover => Seconds(handover.Old) < KeyChain.RotationSeconds);
        return Draft(job, $"family:{family.Deployment}", family.Handovers[0].New.First, family.Handovers[^1].New.Last, family.Handovers.Select(static handover => handover.Old)) with
        {
            Message = $"{family.Deployment} comes with a new key at each restart: {RuleHelp.Count(left, "key")} were left behind, and may still be valid.",
            Severity = isMany ? FindingSeverity.Warning : FindingSeverity.Info,
            Confidence = left >= WarningHandovers ? 0.95 : isMany ? 0.8 : 0.6,
            Evidence = [Fell(left)],
        };
    }

    /// <summary>Of keys that only their use tells to belong together.</summary>
    /// <param name="job">The job.</param>
    /// <param name="chain">The keys.</param>
    /// <param name="expected">How many such chains come up by chance.</param>
    /// <param name="knowsDeployments">Whether the log says what runs with keys.</param>
    public static FindingDraft Of(string job, KeyChain chain, double expected, bool knowsDeployments) =>
        Draft(job, $"chain:{chain.First.Name}", chain.Links[0].New.First, chain.Last.Last, chain.Links.Select(static link => link.Old)) with
        {
            Message = $"Key after key is used alike, each from when the one before it fell silent: {RuleHelp.Count(chain.Links.Count, "key")} were left behind, as if a workload came with a new one at each restart.",
            Severity = FindingSeverity.Warning,
            // Who makes short-lived keys on purpose leaves none behind, and a key of somebody else may have got into the chain: of chains in
            // wide logs two in three were right.
            Confidence = Math.Min(0.65, 1 / (1 + (50 * expected))),
            Evidence = [Fell(chain.Links.Count), new Evidence("such chains by chance, where so many keys come and go", expected, 1, "{chain}")],
            MissingInputs = knowsDeployments ? [] : [DimensionKeys.Deployment],
        };

    private static double Seconds(KeyUse key) => UnixTime.ToSeconds(key.Last - key.First);

    private static Evidence Fell(int keys) => new("keys that fell silent as the next one appeared", keys, 0, "{key}");

    private static FindingDraft Draft(string job, string discriminator, long start, long end, IEnumerable<KeyUse> left) => new()
    {
        Job = job,
        Message = "",
        StartUnixNanoseconds = start,
        EndUnixNanoseconds = Math.Max(start, end),
        Discriminator = discriminator,
        Subjects = [.. left.Take(MostSubjects).Select(static key => new Subject { Key = key.Name })],
        Confidence = 0,
        Evidence = [],
        Mitigations = Mitigations,
    };
}
