using Feedline.Sources;
using Feedline.Tests.Shared;

namespace Feedline.Tests.Replay;

/// <summary>Real training runs with known faults: what was injected is found, and nothing else.</summary>
public sealed class SharedRecordingTests
{
    private static readonly long Slack = UnixTime.FromSeconds(5);

    public static TheoryData<string, double> All
    {
        get
        {
            var all = new TheoryData<string, double>();
            foreach (string name in (string[])["healthy", "checkpoint-stall", "network", "desync", "storage", "crash", "mixed"])
            {
                all.Add(name, 1);
                all.Add(name, 0.25);
                all.Add(name, 2);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_was_injected_is_found_and_nothing_else(string name, double interval)
    {
        string folder = Recordings.Folder(name);
        using OtlpRecording recording = OtlpRecording.Open(folder);
        Outcome outcome = Outcome.Of(recording, interval);
        Finding[] roots = [.. outcome.Job.Diagnoses.Select(static diagnosis => diagnosis.Root).Where(static root => root.Severity > FindingSeverity.Info)];
        IReadOnlyList<InjectedFault> faults = InjectedFault.Read(folder);

        Assert.True(faults.Count == roots.Length, outcome.ToText());
        foreach (InjectedFault fault in faults)
        {
            Finding root = Assert.Single(roots, root => root.FailureMode.Id == fault.Mode && root.StartUnixNanoseconds < fault.End && root.EndUnixNanoseconds > fault.Start);
            long slack = fault.Mode == FailureMode.CheckpointStall.Id ? TwoPeriods(outcome, root) : Slack;
            Assert.InRange(root.StartUnixNanoseconds - fault.Start, -slack, slack);
            Assert.InRange(root.DetectedUnixNanoseconds - fault.Start, 0, slack + UnixTime.FromSeconds(interval));

            // The scheduler counts workers, it does not name them.
            int[] expected = fault.Mode == FailureMode.WorkerLoss.Id ? [] : fault.Ranks;
            Assert.Equal(expected, root.Subjects.Select(static subject => subject.Rank!.Value).Order());
        }

        // Of what the rules do not explain hardly anything is left.
        Assert.InRange((double)outcome.Job.Ledger.UnattributedNanoseconds / outcome.Job.Ledger.GpuNanoseconds, 0, 0.02);
    }

    /// <summary>Whatever is not measured, nobody is blamed who is not to blame.</summary>
    [Theory]
    [InlineData(SignalNames.CollectiveDuration)]
    [InlineData(SignalNames.ComputeDuration)]
    [InlineData(SignalNames.DataWaitDuration)]
    [InlineData(SignalNames.StorageOperationDuration)]
    [InlineData(SignalNames.GpuUtilization)]
    [InlineData(SignalNames.NetworkIo)]
    [InlineData(SignalNames.TcpRetransmits)]
    [InlineData(SignalNames.Step)]
    [InlineData(SignalNames.StepDuration)]
    [InlineData(SignalNames.GradientNorm)]
    [InlineData(SignalNames.CheckpointDuration)]
    [InlineData(SignalNames.CheckpointSize)]
    [InlineData(SignalNames.EvaluationDuration)]
    [InlineData(SignalNames.SchedulerWorkersRunning)]
    [InlineData(SignalNames.SchedulerWorkerRestarts)]
    public void A_signal_that_is_missing_makes_no_wrong_blame(string signal)
    {
        foreach (string name in (string[])["healthy", "network", "desync", "storage", "crash", "mixed"])
        {
            string folder = Recordings.Folder(name);
            using var recording = new ReducedRecording(OtlpRecording.Open(folder), signal);
            Outcome outcome = Outcome.Of(recording);
            IReadOnlyList<InjectedFault> faults = InjectedFault.Read(folder);
            foreach (Finding alarm in outcome.Alarms)
            {
                InjectedFault[] explains = [.. faults.Where(fault => Allows(fault, alarm.FailureMode.Id)
                    && alarm.StartUnixNanoseconds < fault.End + (2 * Slack) && alarm.EndUnixNanoseconds > fault.Start)];
                Assert.True(explains.Length > 0, $"{name} without {signal}: {alarm.FailureMode} {alarm.Message}");
                Assert.All(alarm.Subjects, subject => Assert.True(
                    explains.Any(fault => fault.Ranks.Length == 0 || fault.Ranks.Contains(subject.Rank!.Value)),
                    $"{name} without {signal}: {alarm.FailureMode} blames {subject.Rank}: {alarm.Message}"));
            }
        }
    }

    /// <summary>Of each fault what can still be known is found, with the right ranks, and what cannot is named as missing.</summary>
    /// <param name="signals">The signals of the family that is not measured.</param>
    /// <param name="lost">Modes that cannot be known without it.</param>
    /// <param name="missing">What findings, or the status of the rules that say nothing, then say is missing.</param>
    [Theory]
    [InlineData(SignalNames.GpuUtilization, "", "hang " + SignalNames.GpuUtilization)]
    [InlineData(SignalNames.CollectiveDuration, "network-jitter incast", "network-jitter " + SignalNames.CollectiveDuration)]
    [InlineData(SignalNames.StorageOperationDuration, "", "dataset-starvation " + SignalNames.StorageOperationDuration)]
    [InlineData(SignalNames.NetworkIo + " " + SignalNames.TcpRetransmits + " " + SignalNames.NetworkPacketDropped, "", "network-jitter " + SignalNames.NetworkIo)]
    [InlineData(SignalNames.ComputeDuration, "", "compute-straggler " + SignalNames.ComputeDuration)]
    [InlineData(SignalNames.DataWaitDuration, "", "metadata-stall " + SignalNames.DataWaitDuration)]
    [InlineData(SignalNames.CheckpointDuration + " " + SignalNames.CheckpointSize, "", "")]
    [InlineData(SignalNames.CheckpointDuration + " " + SignalNames.CheckpointSize + " " + SignalNames.StorageOperationDuration, "", "checkpoint-stall " + SignalNames.CheckpointDuration)]
    public void Without_a_family_of_signals_the_rest_is_found(string signals, string lost, string missing)
    {
        List<Finding> all = [];
        List<RuleStatus> rules = [];
        foreach (string name in (string[])["healthy", "checkpoint-stall", "network", "desync", "storage", "crash", "mixed"])
        {
            string folder = Recordings.Folder(name);
            using var recording = new ReducedRecording(OtlpRecording.Open(folder), signals.Split(' '));
            Outcome outcome = Outcome.Of(recording);
            rules.AddRange(outcome.Rules);
            Finding[] roots = [.. outcome.Job.Diagnoses.Select(static diagnosis => diagnosis.Root).Where(static root => root.Severity > FindingSeverity.Info)];
            all.AddRange(roots);
            IReadOnlyList<InjectedFault> faults = InjectedFault.Read(folder);
            foreach (InjectedFault fault in faults.Where(fault => !lost.Split(' ').Contains(fault.Mode)))
            {
                Finding? root = roots.FirstOrDefault(root => Allows(fault, root.FailureMode.Id) && root.StartUnixNanoseconds < fault.End && root.EndUnixNanoseconds > fault.Start);
                Assert.True(root is not null, $"{name} without {signals}: {fault.Mode}\n{outcome.ToText()}");
                if (fault.Mode != FailureMode.WorkerLoss.Id)
                    Assert.Equal(fault.Ranks, root.Subjects.Select(static subject => subject.Rank!.Value).Order());
            }

            Assert.All(roots, root => Assert.Contains(faults, fault => Allows(fault, root.FailureMode.Id)));
        }

        string[] words = missing.Split(' ');
        Assert.True(
            missing.Length == 0
            || all.Any(finding => finding.FailureMode.Id == words[0] && finding.MissingInputs.Any(input => input.StartsWith(words[1], StringComparison.Ordinal)))
            || rules.Any(rule => rule.RuleId == words[0] && rule.MissingSignals.Any(signals => signals.Split('|').Contains(words[1]))),
            missing);
    }

    private static long TwoPeriods(Outcome outcome, Finding stall)
    {
        // 150 or 120 steps of about 80 ms lie between two checkpoints, and each stalled one takes a second.
        Assert.Equal(FailureMode.CheckpointStall, stall.FailureMode);
        Assert.Equal(4, outcome.Job.WorldSize);
        return UnixTime.FromSeconds(2 * 14);
    }

    /// <summary>Whether a finding of a mode is a fault seen with one signal less.</summary>
    private static bool Allows(InjectedFault fault, string mode) => mode == fault.Mode || (fault.Mode, mode) switch
    {
        ("metadata-stall", "dataset-starvation") => true,
        ("incast", "network-jitter") => true,
        _ => false,
    };
}
