using System.Numerics;

namespace Feedline.Sources;

/// <summary>The double nearest to mantissa × 10^exponent, ties to even.</summary>
/// <remarks>
/// The method of Eisel and Lemire ("Number parsing at a gigabyte per second", 2021): one product of the mantissa with 128 bits
/// of a power of five decides the rounding. Within the exponents taken here the paper proves that it always does, so all
/// other numbers are left to the base library, which is several times slower but exact for any.
/// </remarks>
internal static class DecimalRounding
{
    private const int MinExponent = -27;
    private const int MaxExponent = 55;

    private static readonly UInt128[] Powers = MakePowersOfFive();

    /// <summary>Rounds; false for numbers left to the caller.</summary>
    public static bool TryRound(ulong mantissa, int exponent, out double value)
    {
        if (exponent == 0 && mantissa <= 1UL << 53)
        {
            value = mantissa;
            return true;
        }

        value = 0;
        if (mantissa == 0 || exponent is < MinExponent or > MaxExponent)
        {
            return mantissa == 0;
        }

        int shift = BitOperations.LeadingZeroCount(mantissa);
        mantissa <<= shift;
        UInt128 power = Powers[exponent - MinExponent];
        ulong high = Math.BigMul(mantissa, (ulong)(power >> 64), out ulong low);
        if ((high & 0x1FF) == 0x1FF)
        {
            // All bits under the rounded one are set: what the power's low half adds may carry into it.
            ulong carry = Math.BigMul(mantissa, (ulong)power, out _);
            low += carry;
            high += low < carry ? 1UL : 0;
        }

        int top = (int)(high >> 63);
        ulong bits = high >> (top + 9);
        // floor(log2(10^e)) by a multiplication, biased as in a double.
        int exponent2 = ((217_706 * exponent) >> 16) + 63 + top - shift + 1023;
        bool halfway = low <= 1 && exponent is >= -4 and <= 23 && (bits & 3) == 1 && bits << (top + 9) == high;
        if (halfway)
        {
            bits &= ~1UL; // exactly between two: to the even one
        }

        bits = (bits + (bits & 1)) >> 1;
        if (bits == 1UL << 53)
        {
            bits >>= 1;
            exponent2++;
        }

        value = BitConverter.UInt64BitsToDouble((bits & ((1UL << 52) - 1)) | ((ulong)exponent2 << 52));
        return true;
    }

    // The upper 128 bits of each power, the first of them set; a negative power's is rounded up.
    private static UInt128[] MakePowersOfFive()
    {
        var powers = new UInt128[MaxExponent - MinExponent + 1];
        UInt128 five = UInt128.One;
        for (int exponent = 0; exponent <= MaxExponent; exponent++)
        {
            powers[exponent - MinExponent] = five << (int)UInt128.LeadingZeroCount(five);
            if (exponent is > 0 and <= -MinExponent)
            {
                powers[-exponent - MinExponent] = Reciprocal((ulong)five);
            }

            five *= exponent < MaxExponent ? 5u : 1u;
        }

        return powers;
    }

    // Long division of a power of two, until 128 bits are known.
    private static UInt128 Reciprocal(ulong divisor)
    {
        UInt128 quotient = 0;
        UInt128 remainder = 1;
        while (quotient >> 127 == 0)
        {
            remainder <<= 1;
            quotient <<= 1;
            if (remainder >= divisor)
            {
                remainder -= divisor;
                quotient++;
            }
        }

        return quotient + 1;
    }
}
