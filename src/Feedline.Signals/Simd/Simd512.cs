using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Feedline.Signals;

/// <summary>Operations on vectors of 512 bits.</summary>
internal readonly struct Simd512<T> : ISimd<Vector512<T>, T>
    where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    public static Vector512<T> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Indices;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Create(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(ref T start, nuint index) => Vector512.LoadUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> vector, ref T start, nuint index) => vector.StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c)
    {
        if (typeof(T) == typeof(double))
            return Vector512.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

        return Vector512.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> a, Vector512<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Abs(Vector512<T> a) => Vector512.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Floor(Vector512<T> a) => typeof(T) == typeof(double)
        ? Vector512.Floor(a.AsDouble()).As<double, T>()
        : Vector512.Floor(a.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> BitAnd(Vector512<T> a, Vector512<T> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> BitOr(Vector512<T> a, Vector512<T> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> BitsUp(Vector512<T> a, int count) => (a.AsUInt64() << count).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> BitsDown(Vector512<T> a, int count) => (a.AsUInt64() >> count).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min(Vector512<T> a, Vector512<T> b) => Vector512.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> a, Vector512<T> b) => Vector512.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessThan(Vector512<T> a, Vector512<T> b) =>
        (uint)Vector512.LessThan(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> WhereLess(Vector512<T> x, Vector512<T> y, Vector512<T> a, Vector512<T> b) =>
        Vector512.ConditionalSelect(Vector512.LessThan(x, y), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StoreWithin(Vector512<T> x, Vector512<T> low, Vector512<T> high, ref T start, nuint index)
    {
        Vector512<T> within = Vector512.GreaterThanOrEqual(x, low) & Vector512.LessThanOrEqual(x, high);

        // To a register and then to memory: compressing straight to memory is very slow on some processors.
        Vector512<T> packed = typeof(T) == typeof(double)
            ? Avx512F.Compress(Vector512<double>.Zero, within.AsDouble(), x.AsDouble()).As<double, T>()
            : Avx512F.Compress(Vector512<float>.Zero, within.AsSingle(), x.AsSingle()).As<float, T>();
        packed.StoreUnsafe(ref start, index);
        return BitOperations.PopCount(within.ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> WhereNumber(Vector512<T> x, Vector512<T> a, Vector512<T> b) =>
        Vector512.ConditionalSelect(Vector512.Equals(x, x), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyUnordered(Vector512<T> a, Vector512<T> b) =>
        !Vector512.EqualsAll(a, a) | !Vector512.EqualsAll(b, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LastThen(Vector512<T> a, Vector512<T> b) =>
        typeof(T) == typeof(double)
            ? Avx512F.AlignRight64(b.AsInt64(), a.AsInt64(), 7).As<long, T>()
            : Avx512F.AlignRight32(b.AsInt32(), a.AsInt32(), 15).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> ThenFirst(Vector512<T> a, Vector512<T> b) =>
        typeof(T) == typeof(double)
            ? Avx512F.AlignRight64(b.AsInt64(), a.AsInt64(), 1).As<long, T>()
            : Avx512F.AlignRight32(b.AsInt32(), a.AsInt32(), 1).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> a) => Vector512.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lane(Vector512<T> a, int lane) => a[lane];
}
