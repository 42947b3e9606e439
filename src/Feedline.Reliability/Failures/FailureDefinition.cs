namespace Feedline.Reliability;

/// <summary>What was counted as a failure. Published rates count different things, and differ by a factor of three for it.</summary>
public enum FailureDefinition
{
    /// <summary>A node went out of service for hardware: what a fleet's health checks count.</summary>
    NodeHardware,

    /// <summary>A job was interrupted unexpectedly, whatever the cause: hardware, network, software.</summary>
    UnplannedInterruption,

    /// <summary>A job was interrupted, planned maintenance included.</summary>
    AnyInterruption,
}
