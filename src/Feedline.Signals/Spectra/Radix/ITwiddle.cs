namespace Feedline.Signals;

/// <summary>How the lanes of a vector get their twiddle factors. Implementers are empty structs, one body each.</summary>
internal interface ITwiddle
{
    static abstract bool IsNeeded { get; }

    static abstract TVector Load<TSimd, TVector>(ref double place)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged;
}
