namespace Feedline.Signals;

/// <summary>Costs that PELT searches: many starts are tried for each end.</summary>
internal interface IPeltCosts : ISegmentCosts
{
    /// <summary>Finds whether a last segment from one of the starts up to an index makes the total less, the earliest of equals.</summary>
    /// <param name="best">The least total up to each start.</param>
    /// <param name="first">The first start.</param>
    /// <param name="last">The last start.</param>
    /// <param name="to">Where the segment ends.</param>
    /// <param name="least">The least total known.</param>
    /// <param name="start">The start it has.</param>
    void Try(double[] best, int first, int last, int to, ref double least, ref int start);
}
