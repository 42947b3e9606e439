using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>One factor for all lanes.</summary>
internal readonly struct SharedTwiddle : ITwiddle
{
    public static bool IsNeeded => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TSimd, TVector>(ref double place)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged => TSimd.Create(place);
}
