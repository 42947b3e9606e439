using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Feedline.Tool.Analysis;
using Feedline.Tool.Json;
using Feedline.Tool.Tests.Samples;

namespace Feedline.Tool.Tests.Json;

public sealed class JsonReportTests
{
    [Fact]
    public void Mixed() => Snapshot.Matches(JsonReport.Write(Reports.Mixed), "json");

    [Fact]
    public void WithoutSteps() => Snapshot.Matches(JsonReport.Write(Reports.WithoutSteps), "json");

    [Fact]
    public void TwoJobs() => Snapshot.Matches(JsonReport.Write(Reports.TwoJobs), "json");

    [Fact]
    public void Rules() => Snapshot.Matches(JsonReport.Write(Reports.Rules), "json");

    [Fact]
    public void A_number_that_is_not_finite_is_null()
    {
        using JsonDocument document = JsonDocument.Parse(JsonReport.Write(Reports.Hostile));
        JsonElement finding = document.RootElement.GetProperty("findings")[0];

        Assert.Equal(JsonValueKind.Null, finding.GetProperty("confidence").ValueKind);
        Assert.Equal(JsonValueKind.Null, finding.GetProperty("lostGpuSeconds").ValueKind);
        Assert.Equal(JsonValueKind.Null, finding.GetProperty("evidence")[0].GetProperty("observed").ValueKind);
        Assert.Equal(JsonValueKind.Null, finding.GetProperty("evidence")[0].GetProperty("expected").ValueKind);
    }

    [Fact]
    public void The_ledger_closes_as_written() => Gen.Select(Gen.Long[0, long.MaxValue / 8], Gen.Long[0, long.MaxValue / 8], Gen.Long[1, long.MaxValue / 8].Array[0, 4])
        .Sample((productive, unattributed, losses) =>
        {
            var ledger = new GpuTimeLedger
            {
                GpuNanoseconds = productive + unattributed + losses.Sum(),
                ProductiveNanoseconds = productive,
                Losses = [.. losses.Select(loss => new LedgerLoss("checkpoint", Layer.CheckpointStorage, loss))],
                UnattributedNanoseconds = unattributed,
            };
            JobDiagnosis job = Reports.Healthy.Jobs[0] with { Ledger = ledger };
            using JsonDocument document = JsonDocument.Parse(JsonReport.Write(new AnalysisReport([job], [], Reports.Inputs)));
            JsonElement written = document.RootElement.GetProperty("ledger");

            Assert.Equal(
                written.GetProperty("gpuSeconds").GetDecimal(),
                written.GetProperty("productive").GetDecimal() + written.GetProperty("unattributed").GetDecimal()
                    + written.GetProperty("losses").EnumerateArray().Sum(loss => loss.GetProperty("gpuSeconds").GetDecimal()));
        });

    [Fact]
    public void Every_kind_of_mitigation_has_an_id_of_lower_case_words()
    {
        ImmutableArray<string> ids = [.. Enum.GetValues<MitigationKind>().Select(JsonIds.Of)];

        Assert.All(ids, id => Assert.Matches("^[a-z]+(-[a-z]+)*$", id));
        Assert.Contains("roll-back", ids);
    }
}
