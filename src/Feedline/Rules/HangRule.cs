namespace Feedline.Rules;

/// <summary>FL3002: the step counter stands still.</summary>
/// <remarks>
/// How long is too long is learned: from the steps' own length, the longest of them, and how long a rank is normally silent.
/// A rank that fell silent while its peers live is the strongest sign, and the fastest. Without one, a rank that is a step
/// behind, or alone at work while its peers idle in a collective, is named. Where all look alike, no rank is.
/// </remarks>
internal sealed class HangRule : IDiagnosticRule
{
    private const int WarmUpSteps = 16;
    private const int WarmUpLooks = 8;

    /// <summary>
    /// A rank is silent when it has been so for longer than it ever was, by so many times the range of its normal silence. A
    /// clock that is behind only adds to both ends of that range.
    /// </summary>
    private const double SilenceRanges = 2;

    /// <summary>With a silent rank, a step is stuck after so many normal ones; the longest step counts up to the second number.</summary>
    private const double StuckSteps = 10;
    private const double StuckStepsAtMost = 30;

    /// <summary>With a rank behind or alone at work, after so many normal steps and so many times the longest.</summary>
    private const double NamedSteps = 30;
    private const double NamedLongest = 3;

    /// <summary>Where all ranks look alike.</summary>
    private const double AlikeSteps = 100;
    private const double AlikeLongest = 20;

    /// <summary>A GPU above this utilisation works, below it waits.</summary>
    private const double Busy = 0.5;

    public RuleDescriptor Descriptor { get; } = new(
        "FL3002", "Hang", FailureMode.Hang, Layer.GpuWorkers, FindingSeverity.Critical)
    {
        HelpLink = RuleHelp.Link("FL3002"),
        Columns = [StepColumns.Checkpoint],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            State state = context.State(job, static () => new State());
            bool moved = Learn(job, state);
            long lastStep = LastStep(job);
            if (state.Step.Count < WarmUpSteps || lastStep == long.MinValue || WorkersAreMissing(context, job))
                continue;

            double stuck = UnixTime.ToSeconds(context.NowUnixNanoseconds - lastStep);
            if (moved)
            {
                LearnSilence(context, job, state);
                continue;
            }

            if (state.Looks >= WarmUpLooks)
                Judge(context, job, state, stuck, lastStep);
        }
    }

    /// <summary>Learns from the rows since the last look, and tells whether there were any.</summary>
    private static bool Learn(JobView job, State state)
    {
        bool moved = false;
        while (state.TryNext(job, out StepRow row))
        {
            moved = true;
            if (row.Attempt != state.Attempt)
            {
                // The first row of an attempt holds the restart.
                state.Attempt = row.Attempt;
                state.LastCheckpoint = -1;
                continue;
            }

            // A row in which the job hung is not how long rows normally take.
            if (row.StartUnixNanoseconds < state.HungUntil)
                continue;

            state.Step.Learn(row.Seconds);
            state.Longest = Math.Max(state.Longest, row.Seconds);
            if (!double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Checkpoint))))
            {
                if (state.LastCheckpoint >= 0)
                    state.CheckpointPeriod = row.Sequence - state.LastCheckpoint;

                state.LastCheckpoint = row.Sequence;
            }
        }

        return moved;
    }

    private static long LastStep(JobView job)
    {
        long last = long.MinValue;
        foreach (ref readonly RankProgress rank in job.Ranks)
            last = Math.Max(last, rank.StepUnixNanoseconds);

        return last;
    }

    /// <summary>Whether the scheduler counts fewer workers than there are ranks: then the job is not hung but hurt.</summary>
    private static bool WorkersAreMissing(RuleContext context, JobView job)
    {
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerWorkersRunning))
        {
            if (series.Job != job.Job)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.LastSamples(1));
            if (!window.IsEmpty && window.Values[^1] < job.Ranks.Length)
                return true;
        }

        return false;
    }

    private static void LearnSilence(RuleContext context, JobView job, State state)
    {
        if (state.Silences.Length != job.Ranks.Length)
        {
            state.Silences = new Silence[job.Ranks.Length];
            state.Looks = 0;
        }

        bool isFirst = state.Looks++ == 0;
        for (int slot = 0; slot < state.Silences.Length; slot++)
        {
            ref Silence silence = ref state.Silences[slot];
            double seconds = UnixTime.ToSeconds(context.NowUnixNanoseconds - job.Ranks[slot].HeartbeatUnixNanoseconds);
            silence.Least = isFirst ? seconds : Math.Min(silence.Least, seconds);
            silence.Greatest = isFirst ? seconds : Math.Max(silence.Greatest, seconds);
        }
    }

    private static void Judge(RuleContext context, JobView job, State state, double stuck, long lastStep)
    {
        double step = state.Step.Median;
        List<int> suspects = state.Suspects;
        Silent(context, job, state, step);
        if (suspects.Count == job.Ranks.Length)
            return;

        if (suspects.Count > 0)
        {
            double limit = Math.Max(StuckSteps * step, Math.Min(state.Longest, StuckStepsAtMost * step));
            if (suspects.Count <= job.Ranks.Length / 2 && stuck > limit)
                Report(context, job, state, stuck, limit, lastStep, "fell silent while the others still report", 0.95);

            return;
        }

        // All are alive. A checkpoint that is due explains a pause, and its own rule judges it.
        if (state.LastCheckpoint >= 0 && state.CheckpointPeriod > 0
            && job.EndSequence >= state.LastCheckpoint + state.CheckpointPeriod)
            return;

        Behind(job, suspects);
        if (suspects.Count == 0)
        {
            bool? allBusy = Working(context, job, suspects);
            if (allBusy == true)
                return;
        }

        bool named = suspects.Count > 0 && suspects.Count <= job.Ranks.Length / 2;
        double patience = named
            ? Math.Max(NamedSteps * step, NamedLongest * state.Longest)
            : Math.Max(AlikeSteps * step, AlikeLongest * state.Longest);
        if (stuck <= patience)
            return;

        if (!named)
            suspects.Clear();

        Report(context, job, state, stuck, patience, lastStep, named ? "held up the others" : "", named ? 0.8 : 0.6);
    }

    private static void Silent(RuleContext context, JobView job, State state, double step)
    {
        state.Suspects.Clear();
        for (int slot = 0; slot < state.Silences.Length; slot++)
        {
            Silence normal = state.Silences[slot];
            double limit = normal.Greatest + (SilenceRanges * Math.Max(normal.Greatest - normal.Least, step));
            if (UnixTime.ToSeconds(context.NowUnixNanoseconds - job.Ranks[slot].HeartbeatUnixNanoseconds) > limit)
                state.Suspects.Add(slot);
        }
    }

    private static void Behind(JobView job, List<int> suspects)
    {
        long furthest = -1;
        foreach (ref readonly RankProgress rank in job.Ranks)
            furthest = Math.Max(furthest, rank.Step);

        for (int slot = 0; slot < job.Ranks.Length; slot++)
        {
            if (job.Ranks[slot].Step < furthest)
                suspects.Add(slot);
        }
    }

    /// <summary>Finds the ranks whose GPUs work while the step stands still.</summary>
    /// <returns>True when all work, as in an evaluation; null when utilisation is not measured.</returns>
    private static bool? Working(RuleContext context, JobView job, List<int> suspects)
    {
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        int measured = 0;
        foreach (SeriesKey series in context.Series(SignalNames.GpuUtilization))
        {
            if (series.Job != job.Job || series.Rank is not { } number)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.LastSamples(1));
            if (window.IsEmpty)
                continue;

            measured++;
            for (int slot = 0; slot < ranks.Length && window.Values[^1] > Busy; slot++)
            {
                if (ranks[slot].Rank == number && !suspects.Contains(slot))
                    suspects.Add(slot);
            }
        }

        return measured == 0 ? null : suspects.Count == ranks.Length;
    }

    private static void Report(
        RuleContext context, JobView job, State state, double stuck, double limit, long lastStep, string why, double confidence)
    {
        state.HungUntil = context.NowUnixNanoseconds;
        string who = state.Suspects.Count > 0
            ? $"{RuleHelp.Ranks(job, state.Suspects)} {why}"
            : "all ranks look alike, so none is named";
        List<string> missing = [];
        if (context.Series(SignalNames.GpuUtilization).IsEmpty)
            missing.Add(SignalNames.GpuUtilization);

        if (context.Series(SignalNames.SchedulerWorkersRunning).IsEmpty)
            missing.Add(SignalNames.SchedulerWorkersRunning);

        context.Report(new FindingDraft
        {
            Job = job.Job,
            Message = $"No step has ended for {RuleHelp.Time(stuck)}, where one takes {RuleHelp.Time(state.Step.Median)}: {who}.",
            StartUnixNanoseconds = lastStep,
            EndUnixNanoseconds = context.NowUnixNanoseconds,
            Discriminator = "",
            Subjects = [.. state.Suspects.Select(slot => RuleHelp.Subject(job, slot))],
            Confidence = confidence,
            Evidence =
            [
                new Evidence("time since the last step, and the limit learned for it", stuck, limit, "s"),
            ],
            MissingInputs = [.. missing],
            Mitigations =
            [
                new Mitigation(MitigationKind.CollectArtifacts, "Take stack traces and a flight-recorder dump of all ranks now: a restart destroys them."),
                state.Suspects.Count > 0
                    ? new Mitigation(MitigationKind.RestartRank, "Restart the named rank elastically, without a full restart of the job.")
                    : new Mitigation(MitigationKind.Investigate, "Compare the sequence numbers of the last collective over the ranks: the one behind is the cause."),
            ],
        });
    }

    private sealed class State : StepWatch
    {
        public List<int> Suspects { get; } = [];

        public double Longest { get; set; }

        /// <summary>How long each rank is normally silent, as seen at an evaluation.</summary>
        public Silence[] Silences { get; set; } = [];

        /// <summary>In how many evaluations silence was learned.</summary>
        public int Looks { get; set; }

        public int Attempt { get; set; }

        public long LastCheckpoint { get; set; } = -1;

        public long CheckpointPeriod { get; set; }

        public long HungUntil { get; set; } = long.MinValue;
    }

    private struct Silence
    {
        public double Least;
        public double Greatest;
    }
}
