namespace Feedline.Signals;

/// <summary>Guards of span lengths.</summary>
internal static class Lengths
{
    public static void ThrowIfDifferent(int expected, int actual, string parameter)
    {
        if (actual != expected)
            throw new ArgumentException($"The length must be {expected}, as of the other spans, but is {actual}.", parameter);
    }

    public static void ThrowIfShort(int actual, int needed, string parameter)
    {
        if (actual < needed)
            throw new ArgumentException($"The length must be at least {needed}, but is {actual}.", parameter);
    }
}
