namespace Feedline;

/// <summary>Where a finding is in its life.</summary>
public enum FindingState
{
    /// <summary>Seen for the first time in this evaluation.</summary>
    Opened,

    /// <summary>Opened before and still holding.</summary>
    Ongoing,

    /// <summary>No longer holding.</summary>
    Resolved,
}
