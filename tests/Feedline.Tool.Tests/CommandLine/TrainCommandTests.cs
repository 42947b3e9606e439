using System.Text.Json;
using Feedline.MachineLearning;
using Feedline.Tool.Tests.Samples;

namespace Feedline.Tool.Tests.CommandLine;

public sealed class TrainCommandTests : IDisposable
{
    private const string Fault = """{ "kind": "KIND", "start_unix_nano": 10, "end_unix_nano": 20 }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_recordings_give_a_model_that_can_be_loaded()
    {
        string model = _folder.File("modes.model");
        CommandRun run = Train(Path.Combine(Repository.Root, "samples", "recordings"), model, "--format", "json");
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(2, root.GetProperty("recordings").GetInt32());
        Assert.InRange(root.GetProperty("macroF1").GetDouble(), 0.1, 1);
        Assert.Equal(new FileInfo(model).Length, root.GetProperty("bytes").GetInt64());
        using FileStream stream = File.OpenRead(model);
        FailureModeModel loaded = FailureModeModel.Load(stream);
        Assert.Contains(FailureMode.ComputeStraggler, loaded.Modes);
        Assert.StartsWith("2 recordings, ", loaded.Origin, StringComparison.Ordinal);

        // One alone, for a person; the same seed gives the same bytes.
        string first = _folder.File("first");
        string second = _folder.File("second");
        string desync = Path.Combine(Repository.Root, "samples", "recordings", "desync");
        CommandRun alone = Train(desync, first);
        Train(desync, second);

        Assert.Equal((0, ""), (alone.ExitCode, alone.Error));
        Assert.Contains("A single recording: nothing is left to test on.", alone.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void A_folder_without_a_truth_is_told() => Refuses("has no truth.json", _folder.FullName);

    [Fact]
    public void A_missing_folder_is_told() => Refuses("there is no such folder", _folder.File("none"));

    [Fact]
    public void A_file_is_not_a_recording()
    {
        File.WriteAllText(_folder.File("a.jsonl"), "");

        Refuses("is a file", _folder.File("a.jsonl"));
    }

    [Theory]
    [InlineData("{", "expected { \"faults\"")]
    [InlineData("{}", "expected { \"faults\"")]
    [InlineData("{ \"faults\": 3 }", "expected { \"faults\"")]
    [InlineData("{ \"faults\": [ { \"kind\": \"hang\" } ] }", "expected { \"faults\"")]
    [InlineData("{ \"faults\": [ { \"kind\": \"hang\", \"start_unix_nano\": 20, \"end_unix_nano\": 10 } ] }", "ends before it starts")]
    public void A_truth_that_cannot_be_understood_is_told(string truth, string message) => Refuses(message, Recording(truth));

    [Fact]
    public void An_unknown_mode_is_told() =>
        Refuses("'solar-flare' is no failure mode that can be learned; use one of checkpoint-stall,", Recording(Faults("solar-flare")));

    [Fact]
    public void A_recording_without_telemetry_is_told() => Refuses(_folder.FullName, Recording(Faults("hang")));

    [Fact]
    public void A_corrupt_recording_is_told()
    {
        string folder = Recording(Faults("hang"));
        File.WriteAllBytes(Path.Combine(folder, "rank0.otlp.jsonl.gz"), [0x1f, 0x8b, 1, 2, 3, 4]);

        Refuses(_folder.FullName, folder);
    }

    [Fact]
    public void A_recording_without_steps_is_told()
    {
        string folder = Recording(Faults("hang"));
        File.WriteAllText(
            Path.Combine(folder, "rank0.otlp.jsonl"),
            """{"resourceMetrics":[{"resource":{"attributes":[{"key":"training.rank","value":{"stringValue":"0"}}]},"scopeMetrics":[{"metrics":[{"name":"training.loss","unit":"1","gauge":{"dataPoints":[{"timeUnixNano":"15","asDouble":1}]}}]}]}]}""" + "\n");

        Refuses("32 training steps of two or more ranks", folder);
    }

    [Fact]
    public void One_class_alone_is_told()
    {
        string folder = _folder.File("copy");
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "recordings", "desync"), "*.gz"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(folder, "truth.json"), """{ "faults": [] }""");

        Refuses("no failure mode has 10 windows", folder);
    }

    [Fact]
    public void A_recording_given_twice_is_told()
    {
        string folder = Recording(Faults("hang"));
        CommandRun run = CommandRun.Of(Reports.Mixed, "train", folder, folder, "-o", _folder.File("model"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("given twice", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_cannot_be_written_is_told_before_anything_is_read()
    {
        CommandRun folder = Train(_folder.File("none"), _folder.FullName);
        CommandRun missing = Train(_folder.File("none"), _folder.File("no/such/model"));

        Assert.Equal((2, 2), (folder.ExitCode, missing.ExitCode));
        Assert.Contains("is a folder", folder.Error, StringComparison.Ordinal);
        Assert.Contains("there is no folder", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_output_it_is_a_mistake() => Assert.Equal(2, CommandRun.Of(Reports.Mixed, "train", _folder.FullName).ExitCode);

    private static CommandRun Train(string recording, string output, params string[] more) =>
        CommandRun.Of(Reports.Mixed, ["train", recording, "--output", output, .. more]);

    private static string Faults(string kind) => $"{{ \"faults\": [ {Fault.Replace("KIND", kind, StringComparison.Ordinal)} ] }}";

    private string Recording(string truth)
    {
        string folder = _folder.File("recording");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "truth.json"), truth);
        return folder;
    }

    private void Refuses(string message, string recording)
    {
        string model = _folder.File("refused.model");
        CommandRun run = Train(recording, model);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("feedline: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(model));
    }
}
