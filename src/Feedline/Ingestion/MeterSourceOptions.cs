namespace Feedline;

/// <summary>Which meters of this process are listened to, and what their samples have in common.</summary>
/// <remarks>Read once, when the source is made; later changes have no effect.</remarks>
public sealed class MeterSourceOptions
{
    /// <summary>
    /// The names of the meters; <c>*</c> stands for any number of characters, as in <c>Trainer.*</c>, and upper and lower case
    /// are the same. The SDK's own meter, <c>Feedline</c>, is never listened to. Default: none.
    /// </summary>
    public IList<string> Meters { get; } = [];

    /// <summary>
    /// Dimensions that each series gets, such as the job, the rank and the node; see <see cref="DimensionKeys"/>. A tag of the
    /// same key at the meter, the instrument or the measurement wins. Default: none.
    /// </summary>
    public IList<Dimension> Dimensions { get; } = [];
}
