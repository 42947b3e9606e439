namespace Feedline.DetectionScoring.Synthetic;

/// <summary>A series before anything is planted in it.</summary>
/// <param name="Values">Its values.</param>
/// <param name="Period">Of its season in rows; 0 without one.</param>
/// <param name="Kinds">What may be planted in it.</param>
/// <param name="Finish">What makes of a number a value that such a series can have: rounding and bounds.</param>
internal sealed record Quiet(double[] Values, int Period, AnomalyKind[] Kinds, Func<double, double> Finish);
