using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>A factor for each lane.</summary>
internal readonly struct LaneTwiddle : ITwiddle
{
    public static bool IsNeeded => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TSimd, TVector>(ref double place)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged => TSimd.Load(ref place, 0);
}
