namespace Feedline.Reliability;

/// <summary>The parts of a training step that a cause lengthens.</summary>
[Flags]
public enum TimelineParts
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>Waiting for input.</summary>
    Input = 1,

    /// <summary>Computing.</summary>
    Compute = 2,

    /// <summary>Communication in which nobody was waited for.</summary>
    Collective = 4,

    /// <summary>The saving of a checkpoint.</summary>
    Checkpoint = 8,

    /// <summary>All of the step, and what lies between steps.</summary>
    All = 31,
}
