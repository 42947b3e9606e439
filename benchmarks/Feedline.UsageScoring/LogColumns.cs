namespace Feedline.UsageScoring;

/// <summary>What the made log says of who minds its keys.</summary>
internal enum LogColumns
{
    /// <summary>Owners and deployments; empty where there is none.</summary>
    OwnersAndDeployments,

    /// <summary>Owners alone, empty where there is none.</summary>
    Owners,

    /// <summary>Nothing: time, key, model, tokens, status and latency.</summary>
    None,
}
