using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Absolute deviations from a centre.</summary>
internal static class Deviations
{
    /// <summary>Overwrites each value with |x - center|; with 0 where the two are equal, also when both are infinite.</summary>
    public static void InPlace<T>(Span<T> values, T center)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(center))
        {
            foreach (ref T value in values)
                value = value == center ? T.Zero : T.PositiveInfinity;
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            InPlace<Simd512<T>, Vector512<T>, T>(values, center);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            InPlace<Simd256<T>, Vector256<T>, T>(values, center);
        }
        else
        {
            InPlace<Simd128<T>, Vector128<T>, T>(values, center);
        }
    }

    private static void InPlace<TSimd, TVector, T>(Span<T> values, T center)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(values);
        TVector centers = TSimd.Create(center);
        int i = 0;
        for (; i <= values.Length - TSimd.Count; i += TSimd.Count)
            TSimd.Store(TSimd.Abs(TSimd.Subtract(TSimd.Load(ref start, (nuint)i), centers)), ref start, (nuint)i);
        for (; i < values.Length; i++)
            values[i] = T.Abs(values[i] - center);
    }
}
