namespace Feedline.Signals;

/// <summary>What a segment of a series costs: how far its values are from one level.</summary>
public enum SegmentCost
{
    /// <summary>
    /// Σ (x - mean)², of normal noise. One outlier can make a segment of its own. In the values' unit squared; a usual penalty is
    /// 2 σ² ln n.
    /// </summary>
    SquaredDeviation,

    /// <summary>
    /// Σ |x - median|, of Laplace noise: robust, as an outlier counts by its distance and not by its square. Chosen over the Huber and
    /// biweight costs because it is exact in O(log n) for any segment and has no scale to set. In the values' unit.
    /// Source: Bai, "Least absolute deviation estimation of a shift", Econometric Theory 11 (1995).
    /// </summary>
    AbsoluteDeviation,

    /// <summary>
    /// Σ (r - mean)² of the values' ranks r among all, scaled to a variance of 1 over the whole series: robust, as an outlier is
    /// only the first or the last, and as fast as squares but for one sort. Finds shifts of the level of any distribution; how far a level
    /// shifts does not count, only how rarely values beyond it are met. Without unit: a usual penalty is 2 ln n.
    /// Source: Lung-Yut-Fong, Lévy-Leduc and Cappé, "Homogeneity and change-point detection tests for multivariate data using rank
    /// statistics", Journal de la SFdS 156 (2015).
    /// </summary>
    RankDeviation,
}
