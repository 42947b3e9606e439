using System.Collections.Immutable;

namespace Feedline;

/// <summary>What a rule is, told before it runs.</summary>
/// <remarks>Immutable; made once and kept in a static field.</remarks>
public sealed record RuleDescriptor
{
    /// <summary>Describes a rule.</summary>
    /// <param name="id">A stable id, never used again for another rule: <c>FL</c> and four digits for Feedline's own; a prefix of your own for yours.</param>
    /// <param name="title">A short title.</param>
    /// <param name="failureMode">The failure mode it finds.</param>
    /// <param name="layer">The layer its cause sits in.</param>
    /// <param name="defaultSeverity">The severity, unless a draft or the configuration says otherwise.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> or <paramref name="title"/> is empty, or <paramref name="id"/> holds white space.</exception>
    public RuleDescriptor(
        string id, string title, FailureMode failureMode, Layer layer, FindingSeverity defaultSeverity)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        if (id.Any(char.IsWhiteSpace))
            throw new ArgumentException("A rule id holds no white space.", nameof(id));

        Id = id;
        Title = title;
        FailureMode = failureMode;
        Layer = layer;
        DefaultSeverity = defaultSeverity;
    }

    /// <summary>The stable id.</summary>
    public string Id { get; }

    /// <summary>A short title.</summary>
    public string Title { get; }

    /// <summary>The failure mode it finds.</summary>
    public FailureMode FailureMode { get; }

    /// <summary>The layer its cause sits in.</summary>
    public Layer Layer { get; }

    /// <summary>The severity, unless a draft or the configuration says otherwise.</summary>
    public FindingSeverity DefaultSeverity { get; }

    /// <summary>The page that explains the rule, or null.</summary>
    public Uri? HelpLink { get; init; }

    /// <summary>
    /// Signals without which the rule can say nothing: as long as one has no series, the rule is not run and its status says
    /// which is missing. An entry may name several, parted by <c>|</c>: one of them is enough. Default: none.
    /// </summary>
    public ImmutableArray<string> RequiredSignals { get; init; } = [];

    /// <summary>The step-aligned columns the rule reads through <see cref="JobView.Values"/>. Default: none.</summary>
    public ImmutableArray<StepColumn> Columns { get; init; } = [];
}
