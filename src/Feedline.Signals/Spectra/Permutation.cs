using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Feedline.Signals;

/// <summary>Numbers moved to other places by a table. Tables hold valid places only: they are made here and not checked again.</summary>
internal static class Permutation
{
    public static void Gather(ReadOnlySpan<double> series, ReadOnlySpan<int> places, Span<double> to)
    {
        ref double from = ref MemoryMarshal.GetReference(series);
        ref int place = ref MemoryMarshal.GetReference(places);
        ref double target = ref MemoryMarshal.GetReference(to[..places.Length]);
        nuint count = (nuint)places.Length;
        nuint i = 0;
        for (; i + 2 <= count; i += 2)
        {
            double first = Unsafe.Add(ref from, Unsafe.Add(ref place, i));
            double second = Unsafe.Add(ref from, Unsafe.Add(ref place, i + 1));
            Unsafe.Add(ref target, i) = first;
            Unsafe.Add(ref target, i + 1) = second;
        }

        if (i < count)
            Unsafe.Add(ref target, i) = Unsafe.Add(ref from, Unsafe.Add(ref place, i));
    }

    /// <summary>Complex numbers to their places; a place that is negative, -1 - k, takes the conjugate at k.</summary>
    public static void Scatter(ReadOnlySpan<double> re, ReadOnlySpan<double> im, ReadOnlySpan<int> places, Span<double> toRe, Span<double> toIm)
    {
        ref double fromRe = ref MemoryMarshal.GetReference(re[..places.Length]);
        ref double fromIm = ref MemoryMarshal.GetReference(im[..places.Length]);
        ref int place = ref MemoryMarshal.GetReference(places);
        ref double targetRe = ref MemoryMarshal.GetReference(toRe);
        ref double targetIm = ref MemoryMarshal.GetReference(toIm);
        for (nuint i = 0; i < (nuint)places.Length; i++)
        {
            int k = Unsafe.Add(ref place, i);
            int isConjugate = k >> 31;
            long sign = (long)isConjugate << 63;
            Unsafe.Add(ref targetRe, k ^ isConjugate) = Unsafe.Add(ref fromRe, i);
            Unsafe.Add(ref targetIm, k ^ isConjugate) =
                BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(Unsafe.Add(ref fromIm, i)) ^ sign);
        }
    }
}
