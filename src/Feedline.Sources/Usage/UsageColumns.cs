using System.Collections.Frozen;
using System.Text;

namespace Feedline.Sources;

/// <summary>The names under which gateways log what Feedline reads. Case and everything but letters and digits do not count.</summary>
internal static class UsageColumns
{
    // The more exact a name, the earlier it stands.
    private static readonly (UsageField Field, string[] Names)[] Names =
    [
        (UsageField.Time, ["timestamp", "time", "start_time", "request_time", "event_time", "created_at", "created", "time_generated", "datetime", "date", "ts"]),
        (UsageField.Key, ["inference.key.id", "api_key_id", "key_id", "api_key_hash", "key_hash", "user_api_key_hash", "hashed_api_key", "virtual_key", "api_key", "key", "api_key_name", "key_name", "api_key_alias", "key_alias", "credential_id", "subscription_id", "consumer_id", "consumer", "client_id"]),
        (UsageField.Model, ["gen_ai.request.model", "request_model", "model", "model_name", "model_id", "model_group", "gen_ai.response.model", "response_model"]),
        (UsageField.InputTokens, ["gen_ai.usage.input_tokens", "input_tokens", "prompt_tokens", "context_tokens", "tokens_in", "n_context_tokens_total"]),
        (UsageField.OutputTokens, ["gen_ai.usage.output_tokens", "output_tokens", "completion_tokens", "generated_tokens", "tokens_out", "n_generated_tokens_total"]),
        (UsageField.TotalTokens, ["total_tokens", "tokens", "token_count"]),
        (UsageField.Status, ["http.response.status_code", "status_code", "http_status", "http_status_code", "response_status", "response_code", "status"]),
        (UsageField.Error, ["error.type", "error_type", "error_code", "exception_type", "error"]),
        (UsageField.Owner, ["inference.key.owner", "key_owner", "owner", "owner_id", "owner_email", "team_alias", "team", "team_id", "user_id", "user"]),
        (UsageField.Deployment, ["k8s.deployment.name", "deployment", "deployment_name", "workload", "application", "app", "service", "service_name"]),
        (UsageField.Pod, ["k8s.pod.name", "pod", "pod_name", "instance", "instance_id"]),
        (UsageField.TokenLimit, ["inference.token.limit", "tokens_per_minute", "tpm_limit", "tpm", "token_limit", "quota_tpm", "quota"]),
        (UsageField.RequestLimit, ["inference.request.limit", "requests_per_minute", "rpm_limit", "rpm", "request_limit", "quota_rpm"]),
    ];

    private static readonly (string Name, double UnitSeconds)[] Latencies =
    [
        ("gen_ai.client.operation.duration", 1), ("gen_ai.server.request.duration", 1),
        ("latency_s", 1), ("latency_seconds", 1), ("duration_s", 1), ("duration_seconds", 1), ("response_time_s", 1), ("elapsed_s", 1),
        ("latency_ms", 1e-3), ("latency_millis", 1e-3), ("duration_ms", 1e-3), ("request_duration_ms", 1e-3), ("response_time_ms", 1e-3), ("elapsed_ms", 1e-3),
        ("latency_us", 1e-6), ("duration_us", 1e-6), ("latency_ns", 1e-9), ("duration_ns", 1e-9),
        ("latency", 0), ("duration", 0), ("request_duration", 0), ("response_time", 0), ("elapsed", 0),
    ];

    private static readonly FrozenDictionary<string, UsageColumn> ByName = All().DistinctBy(entry => entry.Name).ToFrozenDictionary(entry => entry.Name, entry => entry.Column, StringComparer.Ordinal);

    /// <summary>Finds what a name stands for; the field is <see cref="UsageField.None"/> for one that says nothing here.</summary>
    public static UsageColumn Find(ReadOnlySpan<byte> name) => ByName.GetValueOrDefault(Plain(Encoding.UTF8.GetString(name)));

    private static IEnumerable<(string Name, UsageColumn Column)> All()
    {
        foreach ((UsageField field, string[] names) in Names)
        {
            for (int i = 0; i < names.Length; i++)
            {
                yield return (Plain(names[i]), new UsageColumn(field, (byte)i, 1));
            }
        }

        for (int i = 0; i < Latencies.Length; i++)
        {
            yield return (Plain(Latencies[i].Name), new UsageColumn(UsageField.Latency, (byte)i, Latencies[i].UnitSeconds));
        }
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
