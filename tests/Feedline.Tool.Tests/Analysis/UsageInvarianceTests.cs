using System.Security.Cryptography;
using System.Text;
using CsCheck;

namespace Feedline.Tool.Tests.Analysis;

/// <summary>How a log is written changes nothing of what is found in it.</summary>
public sealed class UsageInvarianceTests
{
    private const int Logs = 6;

    private static readonly Gen<int> Seeds = Gen.Int[0, 1000];

    [Fact]
    public void Rows_of_a_second_in_any_order_give_the_same() => Holds((log, random) => SmallUsageLog.FindingsOf(Same, log.ShuffledInSeconds(random)));

    [Fact]
    public void One_log_in_several_files_gives_the_same() => Holds((log, random) => SmallUsageLog.FindingsOf(Same, log.Split(2 + random.Next(4), random)));

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    [InlineData(1_000_000_000)]
    public void Times_in_any_unit_give_the_same(long perSecond) => Holds((log, _) => SmallUsageLog.FindingsOf(Same, log.InUnit(perSecond)));

    [Fact]
    public void Other_names_of_keys_give_the_same() =>
        Holds((log, _) => SmallUsageLog.FindingsOf(name => Reversed(name.Replace("id.", "", StringComparison.Ordinal)), log.Renamed(name => "id." + Reversed(name))));

    [Fact]
    public void Keys_that_had_to_be_hidden_give_the_same() => Holds((log, _) =>
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = "" };
        string text = log.Renamed(name =>
        {
            string secret = "sk-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..24];
            names["sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..12]] = name;
            return secret;
        });
        return SmallUsageLog.FindingsOf(name => names[name], text);
    });

    private static void Holds(Func<SmallUsageLog, Random, string[]> changed) =>
        Seeds.Sample(
            seed =>
            {
                var log = new SmallUsageLog(seed);
                string[] expected = SmallUsageLog.FindingsOf(Same, log.Text());
                // Else there would be nothing to compare.
                Assert.Contains(expected, finding => finding.StartsWith("FL7001 ", StringComparison.Ordinal));
                Assert.Contains(expected, finding => finding.StartsWith("FL7002 Warning", StringComparison.Ordinal) && finding.EndsWith(" old", StringComparison.Ordinal));
                Assert.Equal(expected, changed(log, new Random(seed)));
            },
            iter: Logs,
            threads: 1);

    private static string Same(string name) => name;

    private static string Reversed(string name) => string.Concat(name.Reverse());
}
