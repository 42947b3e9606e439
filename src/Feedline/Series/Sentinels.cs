namespace Feedline;

/// <summary>The numbers that counters and DCGM give when they have no value.</summary>
/// <remarks>
/// Asked for gauges and running totals only: what they count does not stop at just these numbers, and a total that is left
/// out is made up for by the next. For durations and increases they are improbable, but possible.
/// </remarks>
internal static class Sentinels
{
    // DCGM's blank 32-bit integers: blank, not found, not supported, not permitted.
    private const double FirstInt32Blank = 0x7FFF_FFF0, LastInt32Blank = 0x7FFF_FFF3;

    // DCGM's blank doubles, likewise four. Also 128 TiB, which is a size a file system may have.
    private const double FirstDoubleBlank = 140_737_488_355_328, LastDoubleBlank = FirstDoubleBlank + 3;

    // -1 in 32 and 64 unsigned bits.
    private const double MinusOne32 = uint.MaxValue, MinusOne64 = ulong.MaxValue;

    // DCGM's blank 64-bit integers, 0x7FFFFFFFFFFFFFF0 and above, are all this one double; so is the largest long itself.
    private const double Int64Blank = long.MaxValue;

    public static bool Contains(double value, SignalKind kind, bool isBytes)
    {
        // Nearly all values are small: one comparison must do for them.
        if (value < FirstInt32Blank)
            return value < 0 && kind == SignalKind.Counter;

        return value is (>= FirstInt32Blank and <= LastInt32Blank) or MinusOne32 or Int64Blank or MinusOne64
            || (!isBytes && value is >= FirstDoubleBlank and <= LastDoubleBlank);
    }
}
