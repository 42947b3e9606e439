using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Feedline.Signals;

/// <summary>Even and odd elements of a series apart, and together again.</summary>
internal static class Pairs
{
    public static void Split(ReadOnlySpan<double> series, Span<double> even, Span<double> odd)
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            ref double from = ref MemoryMarshal.GetReference(series[..(2 * even.Length)]);
            ref double toEven = ref MemoryMarshal.GetReference(even);
            ref double toOdd = ref MemoryMarshal.GetReference(odd[..even.Length]);
            for (; i <= even.Length - 8; i += 8)
            {
                Vector512<double> a = Vector512.LoadUnsafe(ref from, (nuint)(2 * i));
                Vector512<double> b = Vector512.LoadUnsafe(ref from, (nuint)(2 * i + 8));
                Avx512F.PermuteVar8x64x2(a, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), b).StoreUnsafe(ref toEven, (nuint)i);
                Avx512F.PermuteVar8x64x2(a, Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15), b).StoreUnsafe(ref toOdd, (nuint)i);
            }
        }

        for (; i < even.Length; i++)
            (even[i], odd[i]) = (series[2 * i], series[2 * i + 1]);
    }

    /// <summary>Joins the two, each element times the scale.</summary>
    public static void Join(ReadOnlySpan<double> even, ReadOnlySpan<double> odd, double scale, Span<double> series)
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            ref double fromEven = ref MemoryMarshal.GetReference(even);
            ref double fromOdd = ref MemoryMarshal.GetReference(odd[..even.Length]);
            ref double to = ref MemoryMarshal.GetReference(series[..(2 * even.Length)]);
            for (; i <= even.Length - 8; i += 8)
            {
                Vector512<double> a = Vector512.LoadUnsafe(ref fromEven, (nuint)i) * scale;
                Vector512<double> b = Vector512.LoadUnsafe(ref fromOdd, (nuint)i) * scale;
                Avx512F.PermuteVar8x64x2(a, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), b).StoreUnsafe(ref to, (nuint)(2 * i));
                Avx512F.PermuteVar8x64x2(a, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), b).StoreUnsafe(ref to, (nuint)(2 * i + 8));
            }
        }

        for (; i < even.Length; i++)
            (series[2 * i], series[2 * i + 1]) = (even[i] * scale, odd[i] * scale);
    }
}
