namespace Feedline.Signals;

/// <summary>A number whose powers are all remainders of a prime but 0.</summary>
internal static class PrimitiveRoot
{
    /// <summary>The least primitive root of a prime p where p - 1 has no prime factor above 7.</summary>
    public static int Of(int prime)
    {
        int root = 2;
        while (!IsRoot(root, prime))
            root++;
        return root;
    }

    private static bool IsRoot(int candidate, int prime)
    {
        foreach (int factor in (ReadOnlySpan<int>)[2, 3, 5, 7])
        {
            if ((prime - 1) % factor == 0 && Power(candidate, (prime - 1) / factor, prime) == 1)
                return false;
        }

        return true;
    }

    private static long Power(long number, int exponent, int modulus)
    {
        long power = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                power = power * number % modulus;
            number = number * number % modulus;
        }

        return power;
    }
}
