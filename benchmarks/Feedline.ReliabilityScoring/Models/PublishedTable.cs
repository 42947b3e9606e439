using System.Globalization;
using Feedline.Reliability;

namespace Feedline.ReliabilityScoring.Models;

/// <summary>Published figures against the models.</summary>
internal static class PublishedTable
{
    private const double Hour = 3600;
    private const double Day = 86_400;
    private const string Meta = "arXiv 2410.21680";
    private const string Llama = "arXiv 2407.21783";
    private const string FtHsdp = "arXiv 2602.00277";
    private const string ByteRobust = "arXiv 2509.16293";
    private static readonly int[] Machines = [128, 256, 512, 1024];

    public static void Print(TextWriter output)
    {
        output.WriteLine("| figure and its inputs | published | computed | source | agrees |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (PublishedRow row in Failures().Concat(Ettr()).Concat(Checkpoints()).Concat(Arithmetic()))
            output.WriteLine($"| {row.Figure} | {row.Published} | {row.Computed} | {row.Source} | {row.Verdict} |");
    }

    private static IEnumerable<PublishedRow> Failures()
    {
        FailureRate rsc1 = FailureRate.PerThousandNodeDays(6.5, FailureDefinition.NodeHardware);
        yield return new("MTTF, 16,384 GPUs, 6.50 failures in 1000 node-days, 8 GPUs to a node", "1.8 h", Text($"{rsc1.MttfSeconds(2048) / Hour:0.000} h"), Meta, "yes");
        yield return new("MTTF, 131,072 GPUs, same", "0.23 h", Text($"{rsc1.MttfSeconds(16_384) / Hour:0.000} h"), Meta, "yes");
        double ratio = 7.9 * Hour / rsc1.MttfSeconds(128);
        yield return new("MTTF, 1024 GPUs, same", "7.9 h measured", Text($"{rsc1.MttfSeconds(128) / Hour:0.0} h"), Meta, Text($"**no**: {1 / ratio:0.0} times as long. Measured were interruptions of jobs, the rate counts nodes"));
        FailureRate at1024 = FailureRate.FromMttf(7.9 * Hour, 128, FailureDefinition.UnplannedInterruption);
        FailureRate at8 = FailureRate.FromMttf(47.7 * Day, 1, FailureDefinition.UnplannedInterruption);
        yield return new("rate that 7.9 h at 1024 and 47.7 d at 8 GPUs imply, in 1000 node-days", "6.50", Text($"{at1024.PerNodeDay * 1000:0.0} and {at8.PerNodeDay * 1000:0.0}"), Meta, "**no**: same reason");
        yield return new("exponent of failures with GPUs, from the same two", "1 (\"1/N\")", Text($"{ScaleFit.FromMeans([new(1, 47.7 * Day), new(128, 7.9 * Hour)]).Exponent.Value:0.00}"), Meta, "yes");
        Estimate unplanned = ExponentialFit.FromCount(419, 54 * 24).Mean;
        Estimate any = ExponentialFit.FromCount(466, 54 * 24).Mean;
        yield return new("MTBF of Llama 3 405B, 419 unexpected interruptions in 54 days", "none printed", Text($"{unplanned.Value:0.00} h ({unplanned.Lower:0.00} to {unplanned.Upper:0.00})"), Llama, "");
        yield return new("the same with 47 planned ones", "2.78 h", Text($"{any.Value:0.00} h ({any.Lower:0.00} to {any.Upper:0.00})"), $"quoted in {ByteRobust}", "yes, though quoted as a rate of failures");
        yield return new("the first as a rate in 1000 node-days", "none printed", Text($"{FailureRate.FromCount(419, 2048 * 54, FailureDefinition.UnplannedInterruption).PerNodeDay * 1000:0.00}"), Llama, "");
        FailureRate at32K = FailureRate.PerThousandNodeDays(2.3, FailureDefinition.UnplannedInterruption);
        yield return new("MTBF at 100K GPUs, 2.3 interruptions in 1000 server-days at 32K GPUs, in proportion", "18 min", Text($"{at32K.MttfSeconds(12_500) / 60:0.0} min"), FtHsdp, "**no**: failures grow faster than the job");
        ScaleFit growth = ScaleFit.FromMeans([new(4096, at32K.MttfSeconds(4096)), new(12_500, 18 * 60)]);
        yield return new("exponent that brings the two together (two points: no interval)", "none printed", Text($"{growth.Exponent.Value:0.00}"), FtHsdp, "");
        int[] standbys = [.. Machines.Select(machines => SparePool.Needed(machines * 1.23 / 1024, 1))];
        yield return new("standbys for 128, 256, 512, 1024 machines: 99 % quantiles of Poisson numbers, one rate for all (1.23 at 1024, ours)", "2, 2, 3, 4", string.Join(", ", standbys), ByteRobust, "yes");
    }

    private static IEnumerable<PublishedRow> Ettr()
    {
        double exponent = Math.Log(768 / 454.0) / Math.Log(8);
        var restart = new RestartTime(0, 454 / Math.Pow(128, exponent), exponent);
        yield return new(
            Text($"restart of 2,048, 4,096, 8,192, 16,384 GPUs: nodes^{exponent:0.00} through the first and the last"),
            "454, 545, 635, 768 s",
            string.Join(", ", Machines.Select(machines => Text($"{restart.Seconds(machines):0}"))) + " s",
            ByteRobust,
            "within 1.6 %");
        FailureRate llama = FailureRate.FromCount(419, 2048 * 54, FailureDefinition.UnplannedInterruption);
        yield return new("ETTR of Llama 3, checkpoints every 10 min blocking 20 s, restart 5 min (inputs ours)", "> 0.90", Pair(llama.JobFailuresPerDay(2048), 600, 300, 20), Llama, "yes");
        double rsc1 = FailureRate.PerThousandNodeDays(6.5, FailureDefinition.NodeHardware).JobFailuresPerDay(2048);
        foreach ((int minutes, string derived) in ((int, string)[])[(60, "0.676"), (30, "0.815"), (15, "0.884"), (5, "0.931")])
            yield return new($"ETTR at 16,384 GPUs, 6.50 failures in 1000 node-days, restart 5 min, checkpoint each {minutes} min", $"{derived} (derived)", Pair(rsc1, minutes * 60, 300, 0), Meta, "yes");
        yield return new("effective time at MTBF 18 min and a stall of 10 min, 1 − stall / MTBF", "44 %", Text($"{ExpectedEttr.Of(80, 1e-6, 600).Value:0.000}"), FtHsdp, "yes");
        yield return new("the same with a stall of 3 min", "80 %", Text($"{ExpectedEttr.Of(80, 1e-6, 180).Value:0.000}"), FtHsdp, "**no**: more is lost there than the stall");
    }

    private static IEnumerable<PublishedRow> Checkpoints()
    {
        double mttf = 3.09 * Hour;
        yield return new("interval, w 20 s, MTTF 3.09 h: Young", "667.1 s (derived)", Text($"{CheckpointInterval.Young(20, mttf):0.0} s"), "√(2 w M)", "yes");
        yield return new("the same: Daly, first order", "647.1 s (derived)", Text($"{CheckpointInterval.DalyFirstOrder(20, mttf):0.0} s"), "√(2 w M) − w", "yes");
        yield return new("the same, recovery 300 s: availability, save included", "696.3 s (derived)", Text($"{CheckpointInterval.Availability(20, mttf, 300):0.0} s"), "arXiv 2410.18124", "yes");
        yield return new("the same: Daly, higher order; exact", "none printed", Text($"{CheckpointInterval.Daly(20, mttf):0.0}; {CheckpointInterval.Exact(20, mttf):0.0} s"), "Daly 2006", "");
        foreach ((string model, double parameters, double bytes, string size) in ((string, double, double, string)[])[("8B", 8e9, 105e9, "105 GB"), ("70B", 70e9, 912e9, "912 GB"), ("405B", 405e9, 5.29e12, "5.29 TB"), ("1T", 1e12, 18e12, "18 TB")])
        {
            yield return new(
                $"size of a checkpoint, {model}, at 14 bytes a parameter", size, Text($"{CheckpointStorage.Bytes(parameters) / 1e9:0} GB"), "mlcommons/storage", Text($"{bytes / parameters:0.0} bytes a parameter printed"));
        }
    }

    // Sums of printed tables: no model, but what a reader of those papers should know.
    private static IEnumerable<PublishedRow> Arithmetic()
    {
        int[] explicitRows = [19_968, 6095, 5567, 2755, 1599, 1176, 1104, 781, 203, 188, 128, 76, 47];
        yield return new("explicit failures, sum of the rows of Table 1", "38,236", Text($"{explicitRows.Sum():N0}"), ByteRobust, explicitRows.Sum() == 38_236 ? "yes" : "**no**: the rows are 1,451 more than the text");
        yield return new("implicit failures, job hang 5,506 + MFU decline 442", "5,948", Text($"{5506 + 442:N0}"), ByteRobust, "yes, with NaN (148) left out");
        yield return new("share of faulty GPUs, 148 of 419", "30.1 %", Text($"{100 * 148 / 419.0:0.0} %"), Llama, "**no**");
        yield return new("share of GPU failures: faulty 148, HBM3 72, SRAM 19, system processor 17, silent corruption 6, thermal 6, of 419", "58.7 %", Text($"{100 * (148 + 72 + 19 + 17 + 6 + 6) / 419.0:0.0} %"), Llama, "**no**");
    }

    private static string Pair(double failuresPerDay, double interval, double restart, double blocking)
    {
        EttrEstimate formula = ExpectedEttr.Of(failuresPerDay, interval, restart, blocking);
        double exact = RenewalEttr.Of(new ExponentialLifetime(Day / failuresPerDay), interval, new CheckpointCost(blocking), restart);
        return Text($"{formula.Value:0.000}; renewal–reward {exact:0.000}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
