namespace Feedline.Signals;

/// <summary>Costs of the segments of one series. Cutting a segment in two must never cost more than the whole.</summary>
internal interface ISegmentCosts
{
    /// <summary>The cost of the values from one index up to, not including, another; 0 for none.</summary>
    double Of(int from, int to);
}
