using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Feedline.Reliability;
using Feedline.Tool.Tests.CommandLine;
using Feedline.Tool.Tests.Samples;

namespace Feedline.Tool.Tests.Planning;

public sealed partial class PlanCommandTests
{
    // Llama 3's job: 16,384 GPUs, 419 unexpected interruptions in 54 days.
    private static readonly string[] Llama3 = ["plan", "--nodes", "2048", "--failure-rate", "3.7887", "--parameters", "405B", "--storage-bandwidth", "250GB/s", "--replications", "200"];

    [Fact]
    public void A_plan_for_a_person() => Snapshot.Matches(Shown(Llama3));

    // Six digits: the last ones may differ where another processor's logarithm rounds otherwise.
    [Fact]
    public void A_plan_for_a_program() => Snapshot.Matches(
        LongNumber().Replace(
            Shown([.. Llama3, "--format", "json", "--blocking", "2s", "--spares", "12", "--repair", "12h", "--queue", "2min", "--restart-failure", "0.1", "--rack-nodes", "8", "--rack-rate", "1"]),
            number => double.Parse(number.Value, CultureInfo.InvariantCulture).ToString("G6", CultureInfo.InvariantCulture)),
        "json");

    [Fact]
    public void The_answers_are_those_of_the_models()
    {
        using JsonDocument plan = JsonDocument.Parse(Shown([.. Llama3, "--format", "json", "--interval", "600", "--detection", "0", "--restart", "5min"]));
        double mttf = 86_400 / (2048 * 3.7887e-3);
        double save = 405e9 * 14 / 250e9;
        Assert.Equal(mttf, Value("mttf"), 6);
        Assert.Equal(save, Value("saveTime"), 9);
        Assert.Equal(600, Value("interval", "used"));
        Assert.Equal(CheckpointInterval.Exact(save, mttf), Value("interval", "exact"), 0.01);
        Assert.Equal(ExpectedEttr.Of(86_400 / mttf, 600, 300, save).Value, Value("ettr", "byFormula"), 12);
        Assert.Equal(RenewalEttr.Of(new ExponentialLifetime(mttf), 600, new CheckpointCost(save), 300), Value("ettr", "exact"), 12);
        JsonElement simulated = plan.RootElement.GetProperty("ettr").GetProperty("simulated");
        Assert.InRange(Value("ettr", "exact"), simulated.GetProperty("lower").GetDouble() - 1e-3, simulated.GetProperty("upper").GetDouble() + 1e-3);

        double shares = plan.RootElement.GetProperty("time").EnumerateObject().Where(part => part.Name != "failuresPerDay").Sum(part => part.Value.GetDouble());
        Assert.Equal(1, shares + Value("ettr", "simulated"), 9);

        double Value(params string[] path) =>
            path.Aggregate(plan.RootElement, (element, name) => element.GetProperty(name)).GetProperty("value").GetDouble();
    }

    [Fact]
    public void What_no_storage_can_reach_is_said_and_not_a_number()
    {
        using JsonDocument plan = JsonDocument.Parse(Shown([.. Llama3, "--format", "json", "--target-ettr", "0.99"]));
        JsonElement answer = plan.RootElement.GetProperty("bandwidth").GetProperty("forTarget");
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("value").ValueKind);
        Assert.StartsWith("No storage is fast enough", answer.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_name_the_option()
    {
        string[][] mistakes =
        [
            ["plan"],
            With("--nodes", "0"),
            With("--nodes", "2.5"),
            With("--failure-rate", "-1"),
            With("--failure-rate", "often"),
            With("--storage-bandwidth", "0"),
            With("--storage-bandwidth", "250GHz"),
            With("--parameters", "405X"),
            With("--replications", "1"),
            [.. Llama3, "--failure-definition", "sometimes"],
            [.. Llama3, "--checkpoint-size", "5TB"],
            [.. Llama3[..5], "--storage-bandwidth", "1TB/s"],
            [.. Llama3, "--rack-nodes", "8"],
            [.. Llama3, "--detection", "NaN"],
            [.. Llama3, "--blocking", "0"],
            [.. Llama3, "--restart-failure", "1"],
            [.. Llama3, "--target-ettr", "1"],
            [.. Llama3, "--blocking", "1s", "--interval", "5s"],
            [.. Llama3, "--speed", "5"],
        ];
        var text = new StringBuilder();
        foreach (string[] mistake in mistakes)
        {
            CommandRun run = CommandRun.Of(Reports.Mixed, mistake);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            text.Append(run.Error);
        }

        Snapshot.Matches(text.ToString());
    }

    [Fact]
    public void The_same_seed_gives_the_same_plan() => Assert.Equal(Shown(Llama3), Shown(Llama3));

    private static string[] With(string option, string value)
    {
        string[] args = [.. Llama3];
        args[Array.IndexOf(args, option) + 1] = value;
        return args;
    }

    private static string Shown(params string[] args)
    {
        CommandRun run = CommandRun.Of(Reports.Mixed, args);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }

    [GeneratedRegex(@"\d+\.\d{6,}")]
    private static partial Regex LongNumber();
}
