namespace Feedline.Signals;

/// <summary>What <see cref="SsaChangeDetector"/> says of one value.</summary>
/// <param name="Expected">What was predicted before the value was seen, in its unit; NaN while the window fills, at first and after a change.</param>
/// <param name="Error">How far the value is from it, by the measure chosen; NaN for a missing value and while the window fills, at first and after a change.</param>
/// <param name="PValue">How probable an error as far out is among those of the training series, of both sides the smaller; NaN as the error.</param>
/// <param name="Martingale">Evidence of a change so far, at least 0; 0 for a missing value and while the window fills.</param>
/// <param name="IsChange">Whether the evidence has reached the threshold.</param>
public readonly record struct SsaChangeScore(double Expected, double Error, double PValue, double Martingale, bool IsChange);
