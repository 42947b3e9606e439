using System.Globalization;
using System.Runtime.InteropServices;

namespace Feedline.Rules;

/// <summary>FL6001: workers died; the job restarts and repeats steps.</summary>
internal sealed class WorkerLossRule : IDiagnosticRule
{
    /// <summary>A worker is lost, and not just late to be counted, after so many of the scheduler's own intervals.</summary>
    public const int LateIntervals = 8;

    /// <summary>A step that is so many times longer than normal holds the standstill.</summary>
    public const double StandstillSteps = 8;

    public RuleDescriptor Descriptor { get; } = new(
        "FL6001", "Worker loss", FailureMode.WorkerLoss, Layer.OrchestrationScheduler, FindingSeverity.Error)
    {
        HelpLink = RuleHelp.Link("FL6001"),
        Columns = [StepColumns.CollectiveEnd],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            if (job.Ranks.IsEmpty)
                continue;

            WorkerLossState state = context.State(job, static () => new WorkerLossState());
            long progress = state.LastProgress;
            long stopped = state.LastProgress != long.MinValue ? state.LastProgress : job.FirstUnixNanoseconds;
            foreach (ref readonly RankProgress rank in job.Ranks)
                state.LastProgress = Math.Max(state.LastProgress, rank.StepUnixNanoseconds);

            state.First.Listen(context, job, state.LastProgress > progress, state.Step.Median);
            state.Workers.Read(context, job);
            ReadRestarts(context, job, state, stopped);
            ReadRows(context, job, state);
            if (!state.IsOpen)
                WaitForWorkers(context, state);

            if (state.IsOpen)
            {
                if (!state.IsRecovered || state.First.Slots.Count == 0)
                    state.First.Judge(context, job, state.EndOfLast);

                context.Report(Draft(context, job, state));

                // One look later: of ranks that have lost different parts of their telemetry the first rows lie across the restart.
                if (state.IsRecovered && state.RecoveredAt < context.NowUnixNanoseconds)
                    state.Close();
                else if (state.IsRecovered && state.RecoveredAt == long.MaxValue)
                    state.RecoveredAt = context.NowUnixNanoseconds;
            }
            else if (state.Storms(context.NowUnixNanoseconds))
            {
                // Between two restarts of a storm it is not over.
                context.Report(Draft(context, job, state));
            }
        }
    }

    private static void ReadRestarts(RuleContext context, JobView job, WorkerLossState state, long stopped)
    {
        // Told of the job as well as of its ranks it is one restart, and so it is when all ranks tell of it.
        int ofJob = 0, ofRanks = 0;
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerWorkerRestarts))
        {
            if (!RuleHelp.IsOf(series, job))
                continue;

            ref long until = ref CollectionsMarshal.GetValueRefOrAddDefault(state.RestartsUntil, series, out bool isKnown);
            SampleWindow window = context.Window(series, WindowSpec.After(isKnown ? until : long.MinValue));
            int counted = 0;
            for (int i = 0; i < window.Count; i++)
            {
                until = window.UnixNanoseconds[i];
                counted += (int)Math.Max(0, window.Values[i]);
            }

            if (series.Rank is not { } rank)
            {
                ofJob += counted;
                state.OfJob.IsThere = true;
                continue;
            }

            state.OfRanks.IsThere = true;
            ofRanks = Math.Max(ofRanks, counted);
            if (counted > 0)
                state.First.Restarted(job, rank);
        }

        if (state.OfJob.Count(ofJob, state.IsOpen) | state.OfRanks.Count(ofRanks, state.IsOpen))
            state.Open(Math.Min(context.NowUnixNanoseconds, state.MissingSince != long.MinValue ? state.MissingSince : stopped));
        else if (!state.IsOpen)
            state.First.Forget();
    }

    private static void ReadRows(RuleContext context, JobView job, WorkerLossState state)
    {
        while (state.TryNext(job, out StepRow row))
        {
            if (row.Attempt > state.Attempt && state.IsKnown(row))
            {
                state.Attempt = row.Attempt;
            }
            else if (row.Attempt > state.Attempt)
            {
                state.Attempt = row.Attempt;
                state.Open(state.MissingSince != long.MinValue ? state.MissingSince : state.LastRowEnd);
                state.LostSteps = Math.Max(state.LostSteps, state.LastRowStep - row.Step + 1);
                state.Recover(row.EndUnixNanoseconds);
            }
            else if (state.IsOpen && !state.IsRecovered && state.GoesOn(row))
            {
                // It went on without repeating a step: the workers came back, or the others go on without them.
                state.Recover(row.EndUnixNanoseconds);
            }
            else if (!state.IsOpen)
            {
                state.Step.Learn(row.Seconds);
                state.First.LearnClocks(context, job, row);
            }

            state.LastRowStep = row.Step;
            state.LastRowEnd = row.EndUnixNanoseconds;
        }
    }

    private static void WaitForWorkers(RuleContext context, WorkerLossState state)
    {
        if (state.MissingSince == long.MinValue)
            return;

        double missing = UnixTime.ToSeconds(context.NowUnixNanoseconds - state.MissingSince);
        if (missing > LateIntervals * state.NormalInterval)
            state.Open(state.MissingSince);
    }

    private static FindingDraft Draft(RuleContext context, JobView job, WorkerLossState state)
    {
        // A job all of whose workers are gone may simply have ended; that it restarts shows that it had not.
        bool mayHaveEnded = state.IsOpen && state.Running == 0 && state.Restarts == 0 && !state.IsRecovered && !state.IsStorm;
        long end = !state.IsOpen ? state.EndOfLast : state.IsRecovered ? state.End : context.NowUnixNanoseconds;
        double seconds = UnixTime.ToSeconds(end - state.Start);
        string what = mayHaveEnded
            ? $"All workers are gone since {RuleHelp.Time(seconds)}: the job has ended or was lost."
            : state.IsStorm
                ? $"A storm of restarts: workers were lost again {RuleHelp.Count(state.StormLosses, "time")} in {RuleHelp.Time(UnixTime.ToSeconds(end - state.StormStart))}, each time before the job had run for as long as it had stood still."
                : state.IsRecovered
                    ? $"Workers were lost; the job stood still for {RuleHelp.Time(seconds)} and repeats {RuleHelp.Count(Math.Max(0, state.LostSteps), "step")}."
                    : $"Workers are lost since {RuleHelp.Time(seconds)}: {Counted(state)}{RuleHelp.Count(state.Restarts, "restart")}.";
        FirstLost first = state.First;
        if (first.Slots.Count > 0 && state.IsOpen)
            what += $" {RuleHelp.Sentence(RuleHelp.Ranks(job, first.Slots))} {first.Why}.";

        List<string> missing = [];
        if (context.Series(SignalNames.SchedulerWorkersRunning).IsEmpty)
            missing.Add(SignalNames.SchedulerWorkersRunning);

        if (context.Series(SignalNames.SchedulerWorkerRestarts).IsEmpty)
            missing.Add(SignalNames.SchedulerWorkerRestarts);

        if (first.Slots.Count == 0 && context.Series(SignalNames.SchedulerWorkerExitCode).IsEmpty)
            missing.Add(SignalNames.SchedulerWorkerExitCode);

        return new FindingDraft
        {
            Job = job.Job,
            Message = what,
            StartUnixNanoseconds = state.IsStorm ? state.StormStart : state.Start,
            EndUnixNanoseconds = end,
            Discriminator = state.IsStorm ? "storm" : "",
            Subjects = [.. first.Slots.Select(slot => RuleHelp.Subject(job, slot))],
            Severity = mayHaveEnded ? FindingSeverity.Info : state.IsStorm ? FindingSeverity.Critical : null,
            Confidence = mayHaveEnded ? 0.5 : first.Slots.Count > 0 ? Math.Min(0.95, first.Confidence) : 0.95,
            Evidence =
            [
                new Evidence("time without progress", state.StormStill + (state.IsOpen ? seconds : 0), 0, "s"),
                new Evidence("steps to repeat", Math.Max(0, state.LostSteps), 0, "{step}"),
                new Evidence("restarts", state.StormRestarts + state.Restarts, 0, "{restart}"),
            ],
            MissingInputs = [.. missing],
            Mitigations =
            [
                new Mitigation(MitigationKind.Investigate, "Read the log and exit code of the worker that ended first."),
                new Mitigation(MitigationKind.Reconfigure, "Restart elastically with spares at hand, and checkpoint more often than a failure costs."),
            ],
        };
    }

    private static string Counted(WorkerLossState state) => double.IsNaN(state.Running)
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{state.Running:0} of {state.MostRunning:0} run, ");
}
