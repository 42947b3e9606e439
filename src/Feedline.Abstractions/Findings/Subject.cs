namespace Feedline;

/// <summary>Who a finding is about. What does not apply is null.</summary>
public sealed record Subject
{
    /// <summary>The global rank.</summary>
    public int? Rank { get; init; }

    /// <summary>The node.</summary>
    public string? Node { get; init; }

    /// <summary>The device.</summary>
    public string? Device { get; init; }

    /// <summary>The API key's id; never the key itself.</summary>
    public string? Key { get; init; }
}
