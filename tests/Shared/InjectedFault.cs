using System.Text.Json;

namespace Feedline.Tests.Shared;

/// <summary>A fault that was injected into a recorded run, as <c>truth.json</c> tells it.</summary>
internal sealed record InjectedFault(string Mode, int[] Ranks, long Start, long End)
{
    /// <summary>Reads the faults of a recording.</summary>
    public static IReadOnlyList<InjectedFault> Read(string folder)
    {
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "truth.json")));
        return [.. truth.RootElement.GetProperty("faults").EnumerateArray().Select(Read)];
    }

    private static InjectedFault Read(JsonElement fault)
    {
        string kind = fault.GetProperty("kind").GetString()!;
        int[] ranks = fault.TryGetProperty("rank", out JsonElement rank) ? [rank.GetInt32()]
            : fault.TryGetProperty("ranks", out JsonElement several) ? [.. several.EnumerateArray().Select(value => value.GetInt32())]
            : [];
        return new InjectedFault(ModeOf(kind), ranks, fault.GetProperty("start_unix_nano").GetInt64(), fault.GetProperty("end_unix_nano").GetInt64());
    }

    private static string ModeOf(string kind) => kind switch
    {
        "checkpoint_stall" => "checkpoint-stall",
        "dataset_slow" => "dataset-starvation",
        "metadata_slow" => "metadata-stall",
        "straggler" => "compute-straggler",
        "hang" => "hang",
        "jitter" => "network-jitter",
        "incast" => "incast",
        "corruption" => "gradient-corruption",
        "crash" => "worker-loss",
        _ => throw new InvalidDataException($"Unknown kind of fault: {kind}"),
    };
}
