namespace Feedline;

/// <summary>Inference has no training job: what is known of its requests is held together under one id.</summary>
internal static class InferenceJob
{
    /// <summary>The job of inference signals that name none. It has no ranks and no ledger.</summary>
    public const string Id = "inference-api";

    /// <summary>The job a series belongs to; null for one of none, such as a node's own.</summary>
    public static string? IdOf(SeriesKey series) =>
        series.Job ?? (series.Rank is not null ? "" : IsInference(series.Signal.Name) ? Id : null);

    /// <summary>Whether a signal is one of inference.</summary>
    public static bool IsInference(string signal) => signal
        is SignalNames.InferenceRequests or SignalNames.TokenUsage or SignalNames.InferenceDuration
        or SignalNames.InferenceTokenLimit or SignalNames.InferenceRequestLimit or SignalNames.InferenceKeyInfo;
}
