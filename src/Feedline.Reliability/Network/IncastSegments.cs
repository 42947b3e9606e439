namespace Feedline.Reliability;

/// <summary>How a request is cut into segments.</summary>
internal static class IncastSegments
{
    // A minute of simulation at worst, and some tens of megabytes.
    private const double Most = 100_000_000;

    /// <summary>Segments of each sender, all of one size.</summary>
    public static int Each(IncastScenario scenario)
    {
        double each = Math.Ceiling(scenario.RequestBytes / scenario.SegmentBytes);
        return each * scenario.FanIn <= Most
            ? (int)each
            : throw new ArgumentException("A block of more than 100 million segments is not simulated.", nameof(scenario));
    }
}
