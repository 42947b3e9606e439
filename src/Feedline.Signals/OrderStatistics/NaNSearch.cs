using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Looks for a NaN, with which no order makes sense.</summary>
internal static class NaNSearch
{
    /// <summary>True when one of the values is NaN.</summary>
    public static bool Any<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            return Any<Simd512<T>, Vector512<T>, T>(values);
        if (Vector256.IsHardwareAccelerated)
            return Any<Simd256<T>, Vector256<T>, T>(values);
        return Any<Simd128<T>, Vector128<T>, T>(values);
    }

    private static bool Any<TSimd, TVector, T>(ReadOnlySpan<T> values)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - 2 * TSimd.Count; i += 2 * TSimd.Count)
        {
            TVector a = TSimd.Load(ref start, (nuint)i);
            TVector b = TSimd.Load(ref start, (nuint)(i + TSimd.Count));

            if (TSimd.AnyUnordered(a, b))
                return true;
        }

        for (; i < values.Length; i++)
        {
            if (T.IsNaN(values[i]))
                return true;
        }

        return false;
    }
}
