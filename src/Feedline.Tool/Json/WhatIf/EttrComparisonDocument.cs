namespace Feedline.Tool.Json;

/// <summary>The ETTR of one job, three times, and what formula and simulation were given. Null is what the run does not show.</summary>
internal sealed record EttrComparisonDocument(
    double WallSeconds,
    EstimateDocument Measured,
    EstimateDocument? Formula,
    EstimateDocument? Simulated,
    EstimateDocument? SingleRuns,
    int Failures,
    EstimateDocument FailuresPerDay,
    double RestartSeconds,
    bool IsRestartMeasured,
    double? LostSecondsPerFailure,
    int Checkpoints,
    double? IntervalSeconds,
    double? SaveSeconds);
