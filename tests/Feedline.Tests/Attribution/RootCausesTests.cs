using System.Collections.Immutable;
using CsCheck;

namespace Feedline.Tests.Attribution;

public sealed class RootCausesTests
{
    [Fact]
    public void A_rank_held_up_by_storage_is_an_effect_unless_its_own_computing_is_known_to_be_slow()
    {
        Finding stall = Make(FailureMode.MetadataStall, Layer.MetadataService, 10, 50);
        Finding unknown = Make(FailureMode.ComputeStraggler, Layer.GpuWorkers, 12, 48, [2], missing: SignalNames.ComputeDuration);
        Finding known = Make(FailureMode.ComputeStraggler, Layer.GpuWorkers, 12, 48, [2]);

        Assert.Equal([0, 0], RootCauses.Find([stall, unknown]));
        Assert.Equal([0, 1], RootCauses.Find([stall, known]));
    }

    [Fact]
    public void A_checkpoint_that_stops_all_ranks_makes_none_of_them_late_at_each_step()
    {
        Finding unknown = Make(FailureMode.ComputeStraggler, Layer.GpuWorkers, 12, 48, [2], missing: SignalNames.ComputeDuration);

        Assert.Equal([0, 1], RootCauses.Find([Make(FailureMode.CheckpointStall, Layer.CheckpointStorage, 10, 60), unknown]));
        Assert.Equal([0, 0], RootCauses.Find([Make(FailureMode.CheckpointStall, Layer.CheckpointStorage, 10, 60, [2]), unknown]));
        Assert.Equal([0, 1], RootCauses.Find([Make(FailureMode.CheckpointStall, Layer.CheckpointStorage, 10, 60, [1]), unknown]));
    }

    [Fact]
    public void A_hang_amid_a_slow_fabric_is_its_effect_and_the_restart_is_the_hangs()
    {
        Finding jitter = Make(FailureMode.NetworkJitter, Layer.Fabric, 10, 60, [1]);
        Finding hang = Make(FailureMode.Hang, Layer.GpuWorkers, 40, 60);
        Finding loss = Make(FailureMode.WorkerLoss, Layer.OrchestrationScheduler, 60, 70);

        Assert.Equal([0, 0, 0], RootCauses.Find([jitter, hang, loss]));
        Assert.Equal([2, 2, 2], RootCauses.Find([loss, hang, jitter]));
    }

    [Fact]
    public void Replicas_that_disagree_are_never_an_effect() =>
        Assert.Equal([0, 1], RootCauses.Find(
        [
            Make(FailureMode.NetworkJitter, Layer.Fabric, 10, 60, [1]),
            Make(FailureMode.GradientCorruption, Layer.GpuWorkers, 20, 50, [1]),
        ]));

    [Fact]
    public void An_anomaly_is_an_effect_of_what_any_rule_found_and_never_a_cause() =>
        Assert.Equal([0, 0, 2],
        RootCauses.Find(
        [
            Make(FailureMode.ComputeStraggler, Layer.GpuWorkers, 10, 60, [1]),
            Make(FailureMode.Anomaly, Layer.Fabric, 12, 50),
            Make(FailureMode.Anomaly, Layer.Fabric, 80, 90),
        ]));

    [Fact]
    public void Layers_that_do_not_feed_each_other_are_two_roots() =>
        Assert.Equal([0, 1, 2], RootCauses.Find(
        [
            Make(FailureMode.CheckpointStall, Layer.CheckpointStorage, 10, 60),
            Make(FailureMode.NetworkJitter, Layer.Fabric, 20, 50, [1]),
            Make(FailureMode.DatasetStarvation, Layer.DatasetStorage, 20, 50),
        ]));

    [Theory]
    [InlineData(10, 30, true)]
    [InlineData(20, 30, true)]
    [InlineData(21, 40, true)] // Noticed a little later than its effect.
    [InlineData(30, 60, false)] // Began long after it.
    [InlineData(5, 15, false)] // Was over before.
    public void A_cause_overlaps_its_effect_and_begins_no_later(double start, double end, bool isCause)
    {
        Finding cause = Make(FailureMode.NetworkJitter, Layer.Fabric, start, end);
        Finding effect = Make(FailureMode.Hang, Layer.GpuWorkers, 20, 40);

        Assert.Equal([0, isCause ? 0 : 1], RootCauses.Find([cause, effect]));
    }

    [Fact]
    public void What_is_about_other_ranks_or_another_job_explains_nothing()
    {
        Finding hang = Make(FailureMode.Hang, Layer.GpuWorkers, 20, 40, [3]);

        Assert.Equal([0, 1], RootCauses.Find([Make(FailureMode.NetworkJitter, Layer.Fabric, 10, 60, [1]), hang]));
        Assert.Equal([0, 0], RootCauses.Find([Make(FailureMode.NetworkJitter, Layer.Fabric, 10, 60, [3, 1]), hang]));
        Assert.Equal([0, 0], RootCauses.Find([Make(FailureMode.NetworkJitter, Layer.Fabric, 10, 60), hang]));
        Assert.Equal([0, 1], RootCauses.Find([Make(FailureMode.NetworkJitter, Layer.Fabric, 10, 60, job: "other"), hang]));
    }

    [Fact]
    public void Before_it_is_known_incast_looks_like_jitter() =>
        Assert.Equal([1, 1], RootCauses.Find(
        [
            Make(FailureMode.NetworkJitter, Layer.Fabric, 10, 14, [1]),
            Make(FailureMode.Incast, Layer.Fabric, 10, 60, [1]),
        ]));

    [Fact]
    public void Causes_that_go_in_a_circle_have_the_first_of_them_as_their_root()
    {
        // Slow reads may make a hang, a hang a restart, a restart slow reads.
        Finding reads = Make(FailureMode.DatasetStarvation, Layer.DatasetStorage, 11, 60);
        Finding hang = Make(FailureMode.Hang, Layer.GpuWorkers, 10, 60);
        Finding loss = Make(FailureMode.WorkerLoss, Layer.OrchestrationScheduler, 12, 60);

        Assert.Equal([1, 1, 1], RootCauses.Find([reads, hang, loss]));
    }

    [Fact]
    public void Each_finding_has_a_root_that_is_its_own_root()
    {
        (FailureMode Mode, Layer Layer)[] kinds =
        [
            (FailureMode.CheckpointStall, Layer.CheckpointStorage), (FailureMode.NetworkJitter, Layer.Fabric),
            (FailureMode.Incast, Layer.Fabric), (FailureMode.ComputeStraggler, Layer.GpuWorkers), (FailureMode.Hang, Layer.GpuWorkers),
            (FailureMode.GradientCorruption, Layer.GpuWorkers), (FailureMode.WorkerLoss, Layer.OrchestrationScheduler),
            (FailureMode.DatasetStarvation, Layer.DatasetStorage), (FailureMode.MetadataStall, Layer.MetadataService),
        ];
        Gen<Finding> finding = Gen.Select(Gen.Int[0, kinds.Length - 1], Gen.Int[0, 20], Gen.Int[0, 20], Gen.Int[0, 3].Array[0, 2], Gen.Bool)
            .Select((kind, start, length, ranks, measured) => Make(
                kinds[kind].Mode, kinds[kind].Layer, start, start + length, [.. ranks], measured ? null : SignalNames.ComputeDuration));
        finding.Array[0, 12].Sample(
            findings =>
            {
                int[] roots = RootCauses.Find(findings);
                Assert.All(roots, root => Assert.Equal(root, roots[root]));
            },
            iter: 20_000);
    }

    private static Finding Make(
        FailureMode mode, Layer layer, double start, double end, ImmutableArray<int> ranks = default, string? missing = null, string job = "job")
    {
        var rule = new RuleDescriptor("T1", "T1", mode, layer, FindingSeverity.Warning);
        return new Finding
        {
            Rule = rule,
            Key = new FindingKey("T1", job, ""),
            State = FindingState.Resolved,
            FailureMode = mode,
            Layer = layer,
            Severity = FindingSeverity.Warning,
            Confidence = 1,
            Subjects = ranks.IsDefault ? [] : [.. ranks.Distinct().Select(static rank => new Subject { Rank = rank })],
            Message = "It holds.",
            StartUnixNanoseconds = UnixTime.FromSeconds(start),
            EndUnixNanoseconds = UnixTime.FromSeconds(end),
            DetectedUnixNanoseconds = UnixTime.FromSeconds(start),
            Occurrences = 1,
            Evidence = [],
            MissingInputs = missing is null ? [] : [missing],
            Mitigations = [],
        };
    }
}
