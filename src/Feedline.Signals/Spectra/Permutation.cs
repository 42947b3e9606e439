using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Feedline.Signals;

/// <summary>Numbers moved to other places by a table. Tables hold valid places only: they are made here and not checked again.</summary>
internal static class Permutation
{
    public static void Gather(ReadOnlySpan<double> series, ReadOnlySpan<int> places, Span<double> to)
    {
        ref double start = ref MemoryMarshal.GetReference(series);
        to = to[..places.Length];
        for (int i = 0; i < places.Length; i++)
            to[i] = Unsafe.Add(ref start, places[i]);
    }

    public static void Scatter(ReadOnlySpan<double> series, ReadOnlySpan<int> places, Span<double> to)
    {
        ref double start = ref MemoryMarshal.GetReference(to);
        series = series[..places.Length];
        for (int i = 0; i < places.Length; i++)
            Unsafe.Add(ref start, places[i]) = series[i];
    }

    /// <summary>As <see cref="Scatter(ReadOnlySpan{double}, ReadOnlySpan{int}, Span{double})"/>, each number times its sign.</summary>
    public static void Scatter(ReadOnlySpan<double> series, ReadOnlySpan<int> places, ReadOnlySpan<double> signs, Span<double> to)
    {
        ref double start = ref MemoryMarshal.GetReference(to);
        series = series[..places.Length];
        signs = signs[..places.Length];
        for (int i = 0; i < places.Length; i++)
            Unsafe.Add(ref start, places[i]) = series[i] * signs[i];
    }
}
