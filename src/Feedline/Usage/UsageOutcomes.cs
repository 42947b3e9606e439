namespace Feedline;

/// <summary>Reads from a series' name and dimensions what its samples say: above all, how requests ended.</summary>
internal static class UsageOutcomes
{
    public static UsageFeedKind KindOf(SeriesKey series) => series.Signal.Name switch
    {
        SignalNames.TokenUsage => UsageFeedKind.Tokens,
        // How fast a refusal came says nothing of how long the others take.
        SignalNames.InferenceDuration => OutcomeOf(series) == UsageFeedKind.Refused ? UsageFeedKind.None : UsageFeedKind.Latency,
        SignalNames.InferenceTokenLimit => UsageFeedKind.TokenLimit,
        SignalNames.InferenceRequestLimit => UsageFeedKind.RequestLimit,
        _ => OutcomeOf(series),
    };

    private static UsageFeedKind OutcomeOf(SeriesKey series)
    {
        string error = Text(series, DimensionKeys.ErrorType);
        string status = Text(series, "http.response.status_code");
        if (IsOneOf(error, "429", "529") || IsOneOf(status, "429", "529")
            || Holds(error, "ratelimit") || Holds(error, "rate_limit") || Holds(error, "throttl") || Holds(error, "quota") || Holds(error, "toomany") || Holds(error, "too_many"))
            return UsageFeedKind.Refused;

        return IsOneOf(error, "408", "499", "504", "524") || IsOneOf(status, "408", "499", "504", "524") || Holds(error, "timeout") || Holds(error, "timed") || Holds(error, "deadline") || Holds(error, "cancel")
            ? UsageFeedKind.TimedOut
            : UsageFeedKind.Answered;
    }

    private static bool IsOneOf(string text, params ReadOnlySpan<string> values) => values.Contains(text);

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Text(SeriesKey series, string key) => series.TryGetDimension(key, out Dimension dimension) ? dimension.Text : "";
}
