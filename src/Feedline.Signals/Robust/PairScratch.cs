namespace Feedline.Signals;

/// <summary>Room for one value per pair.</summary>
internal static class PairScratch
{
    public static Span<double> Take(Span<double> scratch, int values)
    {
        long pairs = Math.Max(values, values * (values - 1L) / 2);
        if (scratch.Length < pairs)
            throw new ArgumentException($"The length must be at least {pairs}, but is {scratch.Length}.", nameof(scratch));

        return scratch;
    }
}
