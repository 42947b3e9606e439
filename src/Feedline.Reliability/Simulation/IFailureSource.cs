namespace Feedline.Reliability;

/// <summary>Where a replication's failures come from. Implemented by structs, so that the loop calls it without a table.</summary>
internal interface IFailureSource
{
    /// <summary>Time of the next failure after a failure or restart at a time, in seconds.</summary>
    double Next(double from);

    /// <summary>Nodes that this failure takes.</summary>
    int NodesLost();

    /// <summary>A uniform share that picks the tiers that survive it.</summary>
    double TierShare();
}
