using System.Text.Json;
using Feedline.MachineLearning.Classification;
using Feedline.Tool.Analysis;

namespace Feedline.Tool.Training;

/// <summary>Reads <c>truth.json</c>: what is known to have gone wrong in a labelled recording.</summary>
/// <remarks>
/// <c>{ "faults": [ { "kind": "hang", "start_unix_nano": …, "end_unix_nano": … } ] }</c>; further members are passed over. A kind
/// is a failure mode's id, or one of the fault lab's words for it. An empty list is a healthy recording.
/// </remarks>
internal static class TruthFile
{
    public const string Name = "truth.json";

    private static readonly Dictionary<string, FailureMode> Kinds = new(StringComparer.Ordinal)
    {
        ["checkpoint_stall"] = FailureMode.CheckpointStall,
        ["dataset_slow"] = FailureMode.DatasetStarvation,
        ["metadata_slow"] = FailureMode.MetadataStall,
        ["straggler"] = FailureMode.ComputeStraggler,
        ["jitter"] = FailureMode.NetworkJitter,
        ["corruption"] = FailureMode.GradientCorruption,
        ["crash"] = FailureMode.WorkerLoss,
    };

    /// <summary>Modes that show in training steps, the only ones that windows of steps can tell.</summary>
    private static readonly FailureMode[] Modes =
    [
        FailureMode.CheckpointStall, FailureMode.NetworkJitter, FailureMode.Incast, FailureMode.ComputeStraggler, FailureMode.Hang,
        FailureMode.GradientCorruption, FailureMode.WorkerLoss, FailureMode.DatasetStarvation, FailureMode.MetadataStall, FailureMode.SchedulerDelay,
    ];

    /// <exception cref="InputException">There is none, or it cannot be understood.</exception>
    public static IReadOnlyList<KnownFault> Read(string folder)
    {
        string file = Path.Combine(folder, Name);
        if (!File.Exists(file))
            throw new InputException($"{folder}: has no {Name} that says what went wrong; a healthy recording has one with an empty list of faults");

        try
        {
            using JsonDocument truth = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. truth.RootElement.GetProperty("faults").EnumerateArray().Select(fault => Fault(file, fault))];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException($"{file}: {exception.Message.TrimEnd('.')}; expected {{ \"faults\": [ {{ \"kind\", \"start_unix_nano\", \"end_unix_nano\" }} ] }}");
        }
    }

    private static KnownFault Fault(string file, JsonElement fault)
    {
        string kind = fault.GetProperty("kind").GetString() ?? "";
        long start = fault.GetProperty("start_unix_nano").GetInt64();
        long end = fault.GetProperty("end_unix_nano").GetInt64();
        if (end <= start)
            throw new InputException($"{file}: the fault '{kind}' ends before it starts");

        if (Kinds.TryGetValue(kind, out FailureMode mode))
            return new KnownFault(mode, start, end);

        int known = Array.FindIndex(Modes, known => known.Id == kind);
        return known >= 0
            ? new KnownFault(Modes[known], start, end)
            : throw new InputException($"{file}: '{kind}' is no failure mode that can be learned; use one of {string.Join(", ", Modes.Select(static other => other.Id).Order(StringComparer.Ordinal))}");
    }
}
