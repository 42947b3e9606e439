using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Operations on vectors of 128 bits.</summary>
internal readonly struct Simd128<T> : ISimd<Vector128<T>, T>
    where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    public static Vector128<T> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Indices;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Create(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(ref T start, nuint index) => Vector128.LoadUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> vector, ref T start, nuint index) => vector.StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> a, Vector128<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> a, Vector128<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c)
    {
        if (typeof(T) == typeof(double))
            return Vector128.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

        return Vector128.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> a, Vector128<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Abs(Vector128<T> a) => Vector128.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Floor(Vector128<T> a) => typeof(T) == typeof(double)
        ? Vector128.Floor(a.AsDouble()).As<double, T>()
        : Vector128.Floor(a.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> BitAnd(Vector128<T> a, Vector128<T> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> BitOr(Vector128<T> a, Vector128<T> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> BitsUp(Vector128<T> a, int count) => (a.AsUInt64() << count).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> BitsDown(Vector128<T> a, int count) => (a.AsUInt64() >> count).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Min(Vector128<T> a, Vector128<T> b) => Vector128.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Max(Vector128<T> a, Vector128<T> b) => Vector128.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessThan(Vector128<T> a, Vector128<T> b) =>
        (uint)Vector128.LessThan(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> WhereLess(Vector128<T> x, Vector128<T> y, Vector128<T> a, Vector128<T> b) =>
        Vector128.ConditionalSelect(Vector128.LessThan(x, y), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StoreWithin(Vector128<T> x, Vector128<T> low, Vector128<T> high, ref T start, nuint index)
    {
        uint within = (Vector128.GreaterThanOrEqual(x, low) & Vector128.LessThanOrEqual(x, high)).ExtractMostSignificantBits();
        nuint stored = 0;
        for (int lane = 0; lane < Count; lane++)
        {
            // Stored always and counted if within: no branch to mispredict.
            Unsafe.Add(ref start, index + stored) = x[lane];
            stored += (within >> lane) & 1;
        }

        return (int)stored;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> WhereNumber(Vector128<T> x, Vector128<T> a, Vector128<T> b) =>
        Vector128.ConditionalSelect(Vector128.Equals(x, x), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyUnordered(Vector128<T> a, Vector128<T> b) =>
        !Vector128.EqualsAll(a, a) | !Vector128.EqualsAll(b, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LastThen(Vector128<T> a, Vector128<T> b) =>
        typeof(T) == typeof(double)
            ? Vector128.Create(a.AsDouble()[1], b.AsDouble()[0]).As<double, T>()
            : Vector128.Create(a.AsSingle()[3], b.AsSingle()[0], b.AsSingle()[1], b.AsSingle()[2]).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> ThenFirst(Vector128<T> a, Vector128<T> b) =>
        typeof(T) == typeof(double)
            ? Vector128.Create(a.AsDouble()[1], b.AsDouble()[0]).As<double, T>()
            : Vector128.Create(a.AsSingle()[1], a.AsSingle()[2], a.AsSingle()[3], b.AsSingle()[0]).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> a) => Vector128.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lane(Vector128<T> a, int lane) => a[lane];
}
