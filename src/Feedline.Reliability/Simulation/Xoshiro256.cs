using System.Numerics;
using System.Runtime.CompilerServices;

namespace Feedline.Reliability;

/// <summary>xoshiro256** of Blackman and Vigna: 2²⁵⁶ − 1 numbers, a nanosecond each, the same on every machine and runtime.</summary>
/// <remarks>The base library's generator is not promised to stay as it is, so no result could be reproduced with the next version.</remarks>
internal struct Xoshiro256
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Xoshiro256(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>The stream of one purpose in one replication. Any two differ in their seed, which SplitMix64 spreads over the whole state.</summary>
    public static Xoshiro256 Of(ulong seed, long replication, int purpose)
    {
        ulong mixed = seed;
        ulong key = SplitMix(ref mixed);
        mixed = key ^ (ulong)replication;
        key = SplitMix(ref mixed);
        mixed = key ^ (ulong)purpose;
        return new Xoshiro256(SplitMix(ref mixed), SplitMix(ref mixed), SplitMix(ref mixed), SplitMix(ref mixed));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from 0 on and below 1, with 53 digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextShare() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>SplitMix64 of Steele, Lea and Flood.</summary>
    internal static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
