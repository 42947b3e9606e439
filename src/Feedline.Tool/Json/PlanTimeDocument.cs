namespace Feedline.Tool.Json;

/// <summary>Where the simulated time goes: shares that add up to 1 with the simulated ETTR.</summary>
internal sealed record PlanTimeDocument(
    double LostWork, double Checkpoints, double Detection, double SpareWait, double Queue, double Restart, double FailuresPerDay);
