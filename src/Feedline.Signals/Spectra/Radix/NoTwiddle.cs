namespace Feedline.Signals;

/// <summary>All factors are 1.</summary>
internal readonly struct NoTwiddle : ITwiddle
{
    public static bool IsNeeded => false;

    public static TVector Load<TSimd, TVector>(ref double place)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged => TSimd.Create(1);
}
