namespace Feedline.Reliability;

/// <summary>A tier as the simulation's loop needs it; times in seconds.</summary>
internal readonly record struct TierConstants(int Every, double Blocking, double Lag, double Restore, double FailureShare);
