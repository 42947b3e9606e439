namespace Feedline;

/// <summary>Why a detector gave a sample the score 0 without judging it.</summary>
public enum UnscoredReason
{
    /// <summary>It was judged.</summary>
    None,

    /// <summary>Too little has been seen, or too few peers, to tell what is usual.</summary>
    WarmUp,

    /// <summary>The first sample after a gap: nothing is known of the time before it.</summary>
    Gap,

    /// <summary>The value is NaN or infinite. It is passed over.</summary>
    NotFinite,

    /// <summary>The time is before that of an earlier sample. It is passed over.</summary>
    OutOfOrder,
}
