using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Which lengths split into short transforms, and how.</summary>
internal static class FftLengths
{
    /// <summary>True when the length has no prime factor above 7.</summary>
    public static bool IsSmooth(int length) => Rough(length) == 1;

    /// <summary>The one prime factor p above 7, where there is one and p - 1 has none; else 0.</summary>
    public static int ConvolvedPrime(int length)
    {
        int rough = Rough(length);
        return rough > 1 && IsSmooth(rough - 1) && IsPrime(rough) ? rough : 0;
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

    /// <summary>The length, at least as long as asked for, that transforms soonest: neither the shortest nor the smoothest.</summary>
    public static int Soonest(int atLeast)
    {
        int best = Fast(atLeast);
        for (long seven = 8; seven < best; seven *= 7)
        {
            for (long five = seven; five < best; five *= 5)
            {
                for (long three = five; three < best; three *= 3)
                {
                    long length = three;
                    while (length < atLeast)
                        length *= 2;
                    if (length <= best && Cost((int)length) < Cost(best))
                        best = (int)length;
                }
            }
        }

        return best;
    }

    /// <summary>Time of a transform in units of its least pass over one number, measured on 512-bit hardware.</summary>
    private static double Cost(int length)
    {
        double passes = 0;
        foreach (int radix in Split(length))
            passes += radix switch { 2 => 1.2, 3 => 1.4, 4 => 1.5, 7 => 2.8, _ => 2 };
        return passes * length;
    }

    /// <summary>What is left of a length without its prime factors up to 7.</summary>
    private static int Rough(int length)
    {
        foreach (int prime in (ReadOnlySpan<int>)[2, 3, 5, 7])
        {
            while (length % prime == 0)
                length /= prime;
        }

        return length;
    }

    private static bool IsPrime(int odd)
    {
        for (int divisor = 3; (long)divisor * divisor <= odd; divisor += 2)
        {
            if (odd % divisor == 0)
                return false;
        }

        return true;
    }

    /// <summary>The radices whose product is the length, the large powers of two first: they make long vectors early.</summary>
    public static int[] Split(int length)
    {
        var radices = new List<int>();
        int twos = int.TrailingZeroCount(length);
        length >>= twos;

        // Short transforms of 8 and 10 need the registers of 512-bit hardware; without them 4 and 5 are faster.
        if (Vector512.IsHardwareAccelerated)
        {
            // One 2 left over is worth taking an 8 apart for, into 4 and 4, unless a 5 takes it up.
            int eights = twos % 3 == 1 && twos > 1 && length % 5 != 0 ? twos / 3 - 1 : twos / 3;
            radices.AddRange(Enumerable.Repeat(8, eights));
            twos -= 3 * eights;
            for (; twos > 0 && length % 5 == 0; twos--, length /= 5)
                radices.Add(10);
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
