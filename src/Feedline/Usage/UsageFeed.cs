namespace Feedline;

/// <summary>A series of inference, whose it is, and how far it has been read.</summary>
/// <param name="series">Its index in the store.</param>
/// <param name="pair">The key and the model it is of.</param>
/// <param name="model">The model alone.</param>
/// <param name="kind">What its samples say.</param>
internal sealed class UsageFeed(int series, PairUse pair, ModelUse model, UsageFeedKind kind)
{
    /// <summary>The first sample that has not been read.</summary>
    public long Cursor;

    public int Series => series;

    public PairUse Pair => pair;

    public ModelUse Model => model;

    public UsageFeedKind Kind => kind;
}
