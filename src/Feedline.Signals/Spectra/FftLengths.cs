using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Which lengths split into short transforms, and how.</summary>
internal static class FftLengths
{
    /// <summary>True when the length has no prime factor above 7.</summary>
    public static bool IsSmooth(int length)
    {
        foreach (int prime in (ReadOnlySpan<int>)[2, 3, 5, 7])
        {
            while (length % prime == 0)
                length /= prime;
        }

        return length == 1;
    }

    /// <summary>The next length a whole number of vectors long that is a power of two, or 3, 5, 7, 9 or 15 times one.</summary>
    public static int Fast(int atLeast)
    {
        const int Whole = 64;
        long best = long.MaxValue;
        foreach (int odd in (ReadOnlySpan<int>)[1, 3, 5, 7, 9, 15])
        {
            long length = Whole * odd;
            while (length < atLeast)
                length *= 2;
            best = Math.Min(best, length);
        }

        return checked((int)best);
    }

    /// <summary>The radices whose product is the length, the large powers of two first: they make long vectors early.</summary>
    public static int[] Split(int length)
    {
        var radices = new List<int>();
        int twos = int.TrailingZeroCount(length);
        length >>= twos;

        // Short transforms of 8 need the registers of 512-bit hardware; without them 4 is faster.
        if (Vector512.IsHardwareAccelerated)
        {
            int eights = twos % 3 == 1 && twos > 1 ? twos / 3 - 1 : twos / 3;
            radices.AddRange(Enumerable.Repeat(8, eights));
            twos -= 3 * eights;
        }

        radices.AddRange(Enumerable.Repeat(4, twos / 2));
        radices.AddRange(Enumerable.Repeat(2, twos % 2));
        foreach (int prime in (ReadOnlySpan<int>)[3, 5, 7])
        {
            for (; length % prime == 0; length /= prime)
                radices.Add(prime);
        }

        return [.. radices];
    }
}
