namespace Feedline.Signals;

/// <summary>
/// The vector operations a kernel needs, at one width, so that each kernel is written once. Implementers are empty structs:
/// the compiler makes one body per width and inlines every call.
/// </summary>
internal interface ISimd<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TVector Create(T value);

    /// <summary>0, 1, 2, ... by lane.</summary>
    static abstract TVector Indices { get; }

    static abstract TVector Load(ref T start, nuint index);

    static abstract void Store(TVector vector, ref T start, nuint index);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a × b + c, fused where the hardware can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector Abs(TVector a);

    static abstract TVector Floor(TVector a);

    static abstract TVector BitAnd(TVector a, TVector b);

    static abstract TVector BitOr(TVector a, TVector b);

    /// <summary>The bits of 64-bit lanes moved up, zeros coming in from below.</summary>
    static abstract TVector BitsUp(TVector a, int count);

    /// <summary>The bits of 64-bit lanes moved down, zeros coming in from above.</summary>
    static abstract TVector BitsDown(TVector a, int count);

    /// <summary>The smaller of each pair; b where either is NaN (on x86).</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The larger of each pair; b where either is NaN (on x86).</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>One bit per lane, set where a &lt; b.</summary>
    static abstract uint LessThan(TVector a, TVector b);

    /// <summary>a where x &lt; y, else b.</summary>
    static abstract TVector WhereLess(TVector x, TVector y, TVector a, TVector b);

    /// <summary>
    /// Stores the lanes within [low, high] one after the other and returns how many; the places of the other lanes behind
    /// them are overwritten too.
    /// </summary>
    static abstract int StoreWithin(TVector x, TVector low, TVector high, ref T start, nuint index);

    /// <summary>a where x is not NaN, else b.</summary>
    static abstract TVector WhereNumber(TVector x, TVector a, TVector b);

    /// <summary>True when a lane of either is NaN.</summary>
    static abstract bool AnyUnordered(TVector a, TVector b);

    /// <summary>The last lane of a, then all but the last lanes of b.</summary>
    static abstract TVector LastThen(TVector a, TVector b);

    /// <summary>All but the first lanes of a, then the first lane of b.</summary>
    static abstract TVector ThenFirst(TVector a, TVector b);

    static abstract T Sum(TVector a);

    static abstract T Lane(TVector a, int lane);
}
