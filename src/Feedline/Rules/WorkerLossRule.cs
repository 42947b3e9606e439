using System.Globalization;

namespace Feedline.Rules;

/// <summary>FL6001: workers died; the job restarts and repeats steps.</summary>
internal sealed class WorkerLossRule : IDiagnosticRule
{
    /// <summary>A worker is lost, and not just late to be counted, after so many of the scheduler's own intervals.</summary>
    private const int LateIntervals = 8;

    /// <summary>A step that is so many times longer than normal holds the standstill.</summary>
    private const double StandstillSteps = 8;

    public RuleDescriptor Descriptor { get; } = new(
        "FL6001", "Worker loss", FailureMode.WorkerLoss, Layer.OrchestrationScheduler, FindingSeverity.Error)
    {
        HelpLink = RuleHelp.Link("FL6001"),
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            if (job.Ranks.IsEmpty)
                continue;

            State state = context.State(job, static () => new State());
            long stopped = state.LastProgress != long.MinValue ? state.LastProgress : job.FirstUnixNanoseconds;
            foreach (ref readonly RankProgress rank in job.Ranks)
                state.LastProgress = Math.Max(state.LastProgress, rank.StepUnixNanoseconds);

            ReadRunning(context, job, state);
            ReadRestarts(context, job, state, stopped);
            ReadRows(job, state);
            if (!state.IsOpen)
                WaitForWorkers(context, state);

            if (!state.IsOpen)
                continue;

            context.Report(Draft(context, job, state));
            if (state.IsRecovered)
                state.Close();
        }
    }

    private static void ReadRunning(RuleContext context, JobView job, State state)
    {
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerWorkersRunning))
        {
            if (series.Job != job.Job)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(state.RunningUntil));
            for (int i = 0; i < window.Count; i++)
            {
                long time = window.UnixNanoseconds[i];
                if (state.RunningUntil != long.MinValue)
                    state.Interval = UnixTime.ToSeconds(time - state.RunningUntil);

                if (!state.IsOpen && state.MissingSince == long.MinValue)
                    state.NormalInterval = state.Interval;

                state.RunningUntil = time;
                state.Running = window.Values[i];
                state.MostRunning = Math.Max(state.MostRunning, state.Running);
                if (state.Running < state.MostRunning)
                {
                    if (state.MissingSince == long.MinValue)
                        state.MissingSince = time;
                }
                else if (!state.IsOpen)
                {
                    state.MissingSince = long.MinValue;
                }
            }
        }
    }

    private static void ReadRestarts(RuleContext context, JobView job, State state, long stopped)
    {
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerWorkerRestarts))
        {
            if (series.Job != job.Job)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(state.RestartsUntil));
            for (int i = 0; i < window.Count; i++)
            {
                state.RestartsUntil = window.UnixNanoseconds[i];
                if (window.Values[i] <= 0)
                    continue;

                int restarts = (int)window.Values[i];
                if (!state.IsOpen && state.UncountedRestarts > 0)
                {
                    // The counter tells of a restart that the steps told of before.
                    state.UncountedRestarts -= Math.Min(restarts, state.UncountedRestarts);
                    continue;
                }

                state.Restarts += restarts;
                state.Open(Math.Min(context.NowUnixNanoseconds, state.MissingSince != long.MinValue ? state.MissingSince : stopped));
            }
        }
    }

    private static void ReadRows(JobView job, State state)
    {
        while (state.TryNext(job, out StepRow row))
        {
            if (row.Attempt > state.Attempt)
            {
                state.Attempt = row.Attempt;
                state.Open(state.MissingSince != long.MinValue ? state.MissingSince : state.LastRowEnd);
                state.LostSteps = state.LastRowStep - row.Step + 1;
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
            }

            state.LastRowStep = row.Step;
            state.LastRowEnd = row.EndUnixNanoseconds;
        }
    }

    private static void WaitForWorkers(RuleContext context, State state)
    {
        if (state.MissingSince == long.MinValue)
            return;

        double missing = UnixTime.ToSeconds(context.NowUnixNanoseconds - state.MissingSince);
        if (missing > LateIntervals * state.NormalInterval)
            state.Open(state.MissingSince);
    }

    private static FindingDraft Draft(RuleContext context, JobView job, State state)
    {
        // A job all of whose workers are gone may simply have ended; that it restarts shows that it had not.
        bool mayHaveEnded = state.Running == 0 && state.Restarts == 0 && !state.IsRecovered;
        long end = state.IsRecovered ? state.End : context.NowUnixNanoseconds;
        double seconds = UnixTime.ToSeconds(end - state.Start);
        string what = mayHaveEnded
            ? $"All workers are gone since {RuleHelp.Time(seconds)}: the job has ended or was lost."
            : state.IsRecovered
                ? $"Workers were lost; the job stood still for {RuleHelp.Time(seconds)} and repeats {RuleHelp.Count(Math.Max(0, state.LostSteps), "step")}."
                : $"Workers are lost since {RuleHelp.Time(seconds)}: {Counted(state)}{RuleHelp.Count(state.Restarts, "restart")}.";
        List<string> missing = [];
        if (context.Series(SignalNames.SchedulerWorkersRunning).IsEmpty)
            missing.Add(SignalNames.SchedulerWorkersRunning);

        if (context.Series(SignalNames.SchedulerWorkerRestarts).IsEmpty)
            missing.Add(SignalNames.SchedulerWorkerRestarts);

        return new FindingDraft
        {
            Job = job.Job,
            Message = what,
            StartUnixNanoseconds = state.Start,
            EndUnixNanoseconds = end,
            Discriminator = "",
            Severity = mayHaveEnded ? FindingSeverity.Info : null,
            Confidence = mayHaveEnded ? 0.5 : 0.95,
            Evidence =
            [
                new Evidence("time without progress", seconds, 0, "s"),
                new Evidence("steps to repeat", Math.Max(0, state.LostSteps), 0, "{step}"),
                new Evidence("restarts", state.Restarts, 0, "{restart}"),
            ],
            MissingInputs = [.. missing],
            Mitigations =
            [
                new Mitigation(MitigationKind.Investigate, "Read the log and exit code of the worker that ended first."),
                new Mitigation(MitigationKind.Reconfigure, "Restart elastically with spares at hand, and checkpoint more often than a failure costs."),
            ],
        };
    }

    private static string Counted(State state) => double.IsNaN(state.Running)
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{state.Running:0} of {state.MostRunning:0} run, ");

    private sealed class State : StepWatch
    {
        public long RunningUntil { get; set; } = long.MinValue;

        public long RestartsUntil { get; set; } = long.MinValue;

        public double Running { get; set; } = double.NaN;

        public double MostRunning { get; set; }

        public double Interval { get; set; }

        public double NormalInterval { get; set; }

        public long MissingSince { get; set; } = long.MinValue;

        public int Restarts { get; set; }

        public int Attempt { get; set; }

        public long LastRowStep { get; set; } = -1;

        /// <summary>When a rank last ended a step, as of the last look.</summary>
        public long LastProgress { get; set; } = long.MinValue;

        public long LastRowEnd { get; set; } = long.MinValue;

        public long LostSteps { get; set; }

        public bool IsOpen { get; private set; }

        public bool IsRecovered { get; private set; }

        /// <summary>Restarts that the scheduler has not yet counted.</summary>
        public int UncountedRestarts { get; set; }

        public long Start { get; private set; }

        public long End { get; private set; }

        public void Open(long start)
        {
            if (IsOpen)
                return;

            IsOpen = true;
            IsRecovered = false;
            LostSteps = 0;
            Start = start;
        }

        /// <summary>
        /// Whether a row shows that the job goes on: it holds the standstill, or steps have ended for longer than the clocks of the
        /// scheduler and of the ranks are apart.
        /// </summary>
        public bool GoesOn(in StepRow row)
        {
            double since = UnixTime.ToSeconds(row.EndUnixNanoseconds - Start);
            return since > 0 && (row.Seconds > StandstillSteps * Step.Median || since > LateIntervals * NormalInterval);
        }

        public void Recover(long end)
        {
            IsRecovered = true;
            Start = Math.Min(Start, end);
            End = end;
        }

        public void Close()
        {
            if (Restarts == 0)
                UncountedRestarts++;

            // With fewer workers than before it goes on as well: from here on that is all of them.
            if (Running > 0)
                MostRunning = Running;

            IsOpen = false;
            IsRecovered = false;
            Restarts = 0;
            MissingSince = long.MinValue;
        }
    }
}
