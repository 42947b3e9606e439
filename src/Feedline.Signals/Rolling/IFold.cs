namespace Feedline.Signals;

/// <summary>An associative way to join what is known of neighbouring stretches of a series.</summary>
internal interface IFold<TState>
    where TState : struct
{
    /// <summary>True when values are taken relative to an anchor near them, which keeps digits beside a large offset.</summary>
    static abstract bool IsAnchored { get; }

    static abstract TState Of(double value);

    static abstract TState Join(TState older, TState newer);
}
