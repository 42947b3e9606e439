using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Transposition of a few vectors.</summary>
internal static class Tile
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ReadOnlySpan<double> rows, int height, int width, ref double to)
    {
        ref double from = ref MemoryMarshal.GetReference(rows);
        if (Vector512.IsHardwareAccelerated && height == 8 && width == 8)
        {
            Transpose8(ref from, ref to);
            return;
        }

        for (int column = 0; column < width; column++)
        {
            for (int row = 0; row < height; row++)
                Unsafe.Add(ref to, column * height + row) = Unsafe.Add(ref from, row * width + column);
        }
    }

    private static void Transpose8(ref double from, ref double to)
    {
        Vector512<double> r0 = Vector512.LoadUnsafe(ref from), r1 = Vector512.LoadUnsafe(ref from, 8);
        Vector512<double> r2 = Vector512.LoadUnsafe(ref from, 16), r3 = Vector512.LoadUnsafe(ref from, 24);
        Vector512<double> r4 = Vector512.LoadUnsafe(ref from, 32), r5 = Vector512.LoadUnsafe(ref from, 40);
        Vector512<double> r6 = Vector512.LoadUnsafe(ref from, 48), r7 = Vector512.LoadUnsafe(ref from, 56);
        (r0, r4) = Halves(r0, r4);
        (r1, r5) = Halves(r1, r5);
        (r2, r6) = Halves(r2, r6);
        (r3, r7) = Halves(r3, r7);
        (r0, r2) = Halves(r0, r2);
        (r1, r3) = Halves(r1, r3);
        (r4, r6) = Halves(r4, r6);
        (r5, r7) = Halves(r5, r7);
        (r0, r1) = Halves(r0, r1);
        (r2, r3) = Halves(r2, r3);
        (r4, r5) = Halves(r4, r5);
        (r6, r7) = Halves(r6, r7);
        r0.StoreUnsafe(ref to);
        r1.StoreUnsafe(ref to, 8);
        r2.StoreUnsafe(ref to, 16);
        r3.StoreUnsafe(ref to, 24);
        r4.StoreUnsafe(ref to, 32);
        r5.StoreUnsafe(ref to, 40);
        r6.StoreUnsafe(ref to, 48);
        r7.StoreUnsafe(ref to, 56);
    }

    /// <summary>The lanes of two vectors by turns: first halves, then second halves. Three rounds of it transpose 8 × 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> First, Vector512<double> Second) Halves(Vector512<double> a, Vector512<double> b) =>
        (System.Runtime.Intrinsics.X86.Avx512F.PermuteVar8x64x2(a, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), b),
         System.Runtime.Intrinsics.X86.Avx512F.PermuteVar8x64x2(a, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), b));
}
