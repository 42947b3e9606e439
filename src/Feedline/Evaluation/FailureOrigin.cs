namespace Feedline;

/// <summary>What failed during an evaluation.</summary>
public enum FailureOrigin
{
    /// <summary>A rule threw, overran the budget, or reported something invalid.</summary>
    Rule,

    /// <summary>A source threw when it was started or asked for samples.</summary>
    Source,

    /// <summary>A sink threw when it was given a finding.</summary>
    Sink,
}
