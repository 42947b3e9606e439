using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Feedline.Signals;

/// <summary>Operations on vectors of 256 bits.</summary>
internal readonly struct Simd256<T> : ISimd<Vector256<T>, T>
    where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    public static Vector256<T> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Indices;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Create(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(ref T start, nuint index) => Vector256.LoadUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> vector, ref T start, nuint index) => vector.StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> a, Vector256<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> a, Vector256<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c)
    {
        if (typeof(T) == typeof(double))
            return Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

        return Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> a, Vector256<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Abs(Vector256<T> a) => Vector256.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Floor(Vector256<T> a) => typeof(T) == typeof(double)
        ? Vector256.Floor(a.AsDouble()).As<double, T>()
        : Vector256.Floor(a.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> BitAnd(Vector256<T> a, Vector256<T> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> BitOr(Vector256<T> a, Vector256<T> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> BitsUp(Vector256<T> a, int count) => (a.AsUInt64() << count).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> BitsDown(Vector256<T> a, int count) => (a.AsUInt64() >> count).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Min(Vector256<T> a, Vector256<T> b) => Vector256.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max(Vector256<T> a, Vector256<T> b) => Vector256.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessThan(Vector256<T> a, Vector256<T> b) =>
        (uint)Vector256.LessThan(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> WhereLess(Vector256<T> x, Vector256<T> y, Vector256<T> a, Vector256<T> b) =>
        Vector256.ConditionalSelect(Vector256.LessThan(x, y), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StoreWithin(Vector256<T> x, Vector256<T> low, Vector256<T> high, ref T start, nuint index)
    {
        Vector256<T> within = Vector256.GreaterThanOrEqual(x, low) & Vector256.LessThanOrEqual(x, high);
        uint mask = within.ExtractMostSignificantBits();
        ulong order = typeof(T) == typeof(double) ? LanePacking.Wide[(int)mask] : LanePacking.Narrow[(int)mask];
        Vector256<int> lanes = Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(order).AsByte());
        Avx2.PermuteVar8x32(x.AsInt32(), lanes).As<int, T>().StoreUnsafe(ref start, index);
        return BitOperations.PopCount(mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> WhereNumber(Vector256<T> x, Vector256<T> a, Vector256<T> b) =>
        Vector256.ConditionalSelect(Vector256.Equals(x, x), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyUnordered(Vector256<T> a, Vector256<T> b) =>
        !Vector256.EqualsAll(a, a) | !Vector256.EqualsAll(b, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LastThen(Vector256<T> a, Vector256<T> b)
    {
        Vector256<byte> middle = Avx2.Permute2x128(a.AsByte(), b.AsByte(), 0x21);
        return (typeof(T) == typeof(double) ? Avx2.AlignRight(b.AsByte(), middle, 8) : Avx2.AlignRight(b.AsByte(), middle, 12)).As<byte, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ThenFirst(Vector256<T> a, Vector256<T> b)
    {
        Vector256<byte> middle = Avx2.Permute2x128(a.AsByte(), b.AsByte(), 0x21);
        return (typeof(T) == typeof(double) ? Avx2.AlignRight(middle, a.AsByte(), 8) : Avx2.AlignRight(middle, a.AsByte(), 4)).As<byte, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> a) => Vector256.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lane(Vector256<T> a, int lane) => a[lane];
}
