namespace Feedline;

/// <summary>One number of a window, and what it says about which signal.</summary>
/// <param name="Signal">The signal, such as <c>training.step.duration</c>; with what is taken of it over ranks, where it is a number of many.</param>
/// <param name="Feature">What the number is of the signal's samples in the window: <c>level</c>, <c>jump</c>…</param>
/// <param name="LeastSpread">A spread below this, in the number's unit, is not worth noticing. 0, the default: any spread counts.</param>
public readonly record struct WindowPart(string Signal, string Feature, double LeastSpread = 0)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Signal}: {Feature}";
}
