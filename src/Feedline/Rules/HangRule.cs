namespace Feedline.Rules;

/// <summary>FL3002: the step counter stands still.</summary>
/// <remarks>
/// How long is too long is learned: from the steps' own length, the longest of them, and how long a rank is normally silent.
/// A rank that fell silent while its peers live is the strongest sign, and the fastest. Without one, a rank that is a step
/// behind, or alone at work while its peers idle in a collective, is named. Where all look alike, no rank is. A hang is over
/// when a step ends, or when workers are lost: that something is no longer seen is no sign of it.
/// </remarks>
internal sealed class HangRule : IDiagnosticRule
{
    private const int WarmUpSteps = 16;
    private const int WarmUpLooks = 8;

    /// <summary>A rank is silent after so many times the longest silence that was normal.</summary>
    private const double SilenceFactor = 3;

    /// <summary>With a silent rank, a step is stuck after so many normal ones; the longest step counts up to the second number.</summary>
    private const double StuckSteps = 10;
    private const double StuckStepsAtMost = 30;

    /// <summary>With a rank behind or alone at work, after so many normal steps and so many times the longest, at two looks in a row.</summary>
    private const double NamedSteps = 12;
    private const double NamedLongest = 3;

    /// <summary>Where all ranks look alike.</summary>
    private const double AlikeSteps = 100;
    private const double AlikeLongest = 20;

    /// <summary>Where all GPUs work, as in an evaluation or spinning in a collective, so many times as long.</summary>
    private const double AtWorkFactor = 10;

    /// <summary>A rank further behind than so many steps, and than ranks normally are, takes no part any more.</summary>
    private const double GoneSteps = 30;

    /// <summary>A GPU above this utilisation works, below it waits.</summary>
    private const double Busy = 0.5;

    public RuleDescriptor Descriptor { get; } = new(
        "FL3002", "Hang", FailureMode.Hang, Layer.GpuWorkers, FindingSeverity.Critical)
    {
        HelpLink = RuleHelp.Link("FL3002"),
        Columns = [StepColumns.Checkpoint, StepColumns.Evaluation],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            if (job.Ranks.IsEmpty)
                continue;

            State state = context.State(job, static () => new State());
            LearnRows(job, state);
            Listen(context, job, state);
            double running = Running(context, job);
            long lastStep = LastStep(job);
            bool moved = lastStep > state.LastStep;
            if (state.LastStep != long.MinValue)
                state.Stuck = Math.Max(state.Stuck, moved ? 0 : UnixTime.ToSeconds(context.NowUnixNanoseconds - state.LastStep));

            state.LastStep = Math.Max(lastStep, state.LastStep);
            LearnRanks(context, job, state);
            if (moved)
            {
                // As silences: what was beyond normal was a hang.
                if (state.Looks < WarmUpLooks || state.Stuck <= SilenceFactor * Math.Max(state.NormalStuck, state.Step.Median))
                    state.NormalStuck = Math.Max(state.NormalStuck, state.Stuck);

                state.Stuck = 0;
                state.Looks++;
                state.Running = running;
                state.IsHung = false;
            }
            else if (running < state.Running)
            {
                // The job is not hung any more but hurt. Seen once more, the hang reaches up to the loss that ends it.
                if (state.IsHung)
                    Report(context, job, state, context.NowUnixNanoseconds);

                state.IsHung = false;
            }
            else if (state.Step.Count >= WarmUpSteps && state.Looks >= WarmUpLooks)
            {
                Judge(context, job, state);

                // What was not heard of any more may long be over.
                if (state.IsHung)
                    Report(context, job, state, Math.Min(context.NowUnixNanoseconds, Math.Max(state.Heard, state.LastStep)));
            }
        }
    }

    private static void LearnRows(JobView job, State state)
    {
        while (state.TryNext(job, out StepRow row))
        {
            bool hasCheckpoint = !double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Checkpoint)));
            bool hasEvaluation = !double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Evaluation)));
            if (hasCheckpoint)
                state.Checkpoints.Observe(row.Step);

            if (hasEvaluation)
                state.Evaluations.Observe(row.Step);

            // The first row of an attempt holds the restart, one in which the job hung holds the hang.
            bool restarted = row.Attempt != state.Attempt;
            state.Attempt = row.Attempt;
            if (restarted || row.StartUnixNanoseconds < state.HungUntil)
                continue;

            state.Step.Learn(row.Seconds);
            if (!hasCheckpoint && !hasEvaluation)
                state.Lengths.Observe(row.Seconds);
        }
    }

    private static long LastStep(JobView job)
    {
        long last = long.MinValue;
        foreach (ref readonly RankProgress rank in job.Ranks)
            last = Math.Max(last, rank.StepUnixNanoseconds);

        return last;
    }

    /// <summary>
    /// Notes whether any rank was heard. After a time in which none was, the telemetry was away, and ranks that are not heard again
    /// at once have not fallen silent.
    /// </summary>
    private static void Listen(RuleContext context, JobView job, State state)
    {
        long latest = long.MinValue;
        foreach (ref readonly RankProgress rank in job.Ranks)
            latest = Math.Max(latest, rank.HeartbeatUnixNanoseconds);

        if (latest > state.Heard && state.IsAway)
            state.HeardSince = context.NowUnixNanoseconds;

        state.Heard = latest;
        state.IsAway = latest != long.MinValue && UnixTime.ToSeconds(context.NowUnixNanoseconds - latest) > Silence(state);
    }

    /// <summary>How many workers the scheduler counts: ranks, or pods or nodes of many ranks; NaN when it does not tell.</summary>
    private static double Running(RuleContext context, JobView job)
    {
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerWorkersRunning))
        {
            if (series.Job != job.Job)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.LastSamples(1));
            if (!window.IsEmpty)
                return window.Values[^1];
        }

        return double.NaN;
    }

    /// <summary>Learns for how long ranks are silent between two steps, as when they send what they have only now and then, and how far apart they are.</summary>
    private static void LearnRanks(RuleContext context, JobView job, State state)
    {
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        if (state.Ages.Length != ranks.Length)
        {
            state.Ages = new double[ranks.Length];
            state.Offsets = new double[ranks.Length];
            Array.Fill(state.Offsets, double.PositiveInfinity);
            state.Steps = new long[ranks.Length];
        }

        double known = state.Looks < WarmUpLooks ? double.PositiveInfinity : Silence(state);
        for (int slot = 0; slot < ranks.Length; slot++)
        {
            // A rank may be known, by its series, before it was ever heard.
            if (ranks[slot].HeartbeatUnixNanoseconds == long.MinValue)
                continue;

            double age = UnixTime.ToSeconds(context.NowUnixNanoseconds - ranks[slot].HeartbeatUnixNanoseconds);
            state.Offsets[slot] = Math.Min(state.Offsets[slot], age);
            age -= state.Offsets[slot];
            ref double longest = ref state.Ages[slot];
            if (ranks[slot].StepUnixNanoseconds == state.Steps[slot])
            {
                longest = Math.Max(longest, age);
                continue;
            }

            // What was longer than silences normally are was none of them.
            if (longest <= known)
                state.NormalSilence = Math.Max(state.NormalSilence, Math.Max(longest, age));

            longest = age;
            state.Steps[slot] = ranks[slot].StepUnixNanoseconds;
            state.NormalLag = Math.Max(state.NormalLag, UnixTime.ToSeconds(state.LastStep - ranks[slot].StepUnixNanoseconds));
        }
    }

    private static double Silence(State state) => SilenceFactor * Math.Max(state.NormalSilence, state.Step.Count > 0 ? state.Step.Median : 0);

    private static void Judge(RuleContext context, JobView job, State state)
    {
        double step = state.Step.Median;
        double silence = Silence(state);
        double stuck = UnixTime.ToSeconds(context.NowUnixNanoseconds - Math.Max(state.LastStep, state.HeardSince));
        List<int> suspects = state.Suspects;
        int present = Silent(context, job, state, silence);
        if (suspects.Count == present)
            return;

        if (suspects.Count > 0)
        {
            double limit = Math.Max(StuckSteps * step, Math.Max(silence, Math.Min(state.Longest, StuckStepsAtMost * step)));
            if (suspects.Count <= present / 2 && stuck > limit)
                state.Open(limit, "fell silent while the others still report", 0.95);

            return;
        }

        // Of a rank that was not heard since, its steps may be on their way.
        if (!AreHeardSince(job, state))
            return;

        // All are alive. An evaluation that is due explains a pause, of all ranks or of one that evaluates for all.
        long next = Furthest(job, state) + 1;
        if (state.Evaluations.IsDue(next))
            return;

        // So does a checkpoint, which its own rule judges, but at a checkpoint no GPU works.
        bool isSaving = state.Checkpoints.IsDue(next);
        if (!isSaving)
            Behind(job, state, next - 1);

        bool atWork = suspects.Count == 0 && Working(context, job, state) && suspects.Count == present;
        if (suspects.Count > 0 && suspects.Count <= present / 2)
        {
            double limit = Math.Max(SilenceFactor * state.NormalStuck, Math.Max(NamedSteps * step, NamedLongest * state.Longest));
            if (stuck > limit && ++state.Named > 1)
                state.Open(limit, "held up the others", 0.8);

            return;
        }

        state.Named = 0;
        suspects.Clear();
        if (isSaving)
            return;

        double patience = Math.Max(SilenceFactor * state.NormalStuck, Math.Max(AlikeSteps * step, AlikeLongest * state.Longest) * (atWork ? AtWorkFactor : 1));
        if (stuck > patience)
            state.Open(patience, "", atWork ? 0.5 : 0.6);
    }

    /// <summary>Whether the rank was there when the last step ended.</summary>
    private static bool TakesPart(in RankProgress rank, State state) =>
        rank.StepUnixNanoseconds != long.MinValue
        && UnixTime.ToSeconds(state.LastStep - rank.StepUnixNanoseconds) <= Math.Max(SilenceFactor * state.NormalLag, GoneSteps * state.Step.Median);

    /// <summary>Finds the ranks that are not heard any more.</summary>
    /// <returns>How many ranks take part.</returns>
    private static int Silent(RuleContext context, JobView job, State state, double silence)
    {
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        state.Suspects.Clear();
        int present = 0;
        for (int slot = 0; slot < ranks.Length; slot++)
        {
            if (!TakesPart(ranks[slot], state))
                continue;

            present++;
            long heard = Math.Max(ranks[slot].HeartbeatUnixNanoseconds, state.HeardSince);
            if (UnixTime.ToSeconds(context.NowUnixNanoseconds - heard) - state.Offsets[slot] > silence)
                state.Suspects.Add(slot);
        }

        return present;
    }

    private static bool AreHeardSince(JobView job, State state)
    {
        foreach (ref readonly RankProgress rank in job.Ranks)
        {
            if (TakesPart(rank, state) && rank.HeartbeatUnixNanoseconds <= state.LastStep)
                return false;
        }

        return true;
    }

    private static long Furthest(JobView job, State state)
    {
        long furthest = -1;
        foreach (ref readonly RankProgress rank in job.Ranks)
            furthest = TakesPart(rank, state) ? Math.Max(furthest, rank.Step) : furthest;

        return furthest;
    }

    private static void Behind(JobView job, State state, long furthest)
    {
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        for (int slot = 0; slot < ranks.Length; slot++)
        {
            if (TakesPart(ranks[slot], state) && ranks[slot].Step < furthest)
                state.Suspects.Add(slot);
        }
    }

    /// <summary>Finds the ranks whose GPUs work while the step stands still.</summary>
    /// <returns>False when utilisation is not measured.</returns>
    private static bool Working(RuleContext context, JobView job, State state)
    {
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        bool measured = false;
        foreach (SeriesKey series in context.Series(SignalNames.GpuUtilization))
        {
            if (series.Job != job.Job || series.Rank is not { } number)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.LastSamples(1));
            if (window.IsEmpty || window.UnixNanoseconds[^1] <= state.LastStep)
                continue;

            measured = true;
            for (int slot = 0; slot < ranks.Length && window.Values[^1] > Busy; slot++)
            {
                if (ranks[slot].Rank == number && TakesPart(ranks[slot], state) && !state.Suspects.Contains(slot))
                    state.Suspects.Add(slot);
            }
        }

        return measured;
    }

    private static void Report(RuleContext context, JobView job, State state, long end)
    {
        double stuck = UnixTime.ToSeconds(end - state.LastStep);
        state.HungUntil = end;
        string who = state.Culprits.Count > 0
            ? $"{RuleHelp.Ranks(job, state.Culprits)} {state.Why}"
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
            StartUnixNanoseconds = state.LastStep,
            EndUnixNanoseconds = end,
            Discriminator = "",
            Subjects = [.. state.Culprits.Select(slot => RuleHelp.Subject(job, slot))],
            Confidence = state.Confidence,
            Evidence =
            [
                new Evidence("time since the last step, and the limit learned for it", stuck, state.Limit, "s"),
            ],
            MissingInputs = [.. missing],
            Mitigations =
            [
                new Mitigation(MitigationKind.CollectArtifacts, "Take stack traces and a flight-recorder dump of all ranks now: a restart destroys them."),
                state.Culprits.Count > 0
                    ? new Mitigation(MitigationKind.RestartRank, "Restart the named rank elastically, without a full restart of the job.")
                    : new Mitigation(MitigationKind.Investigate, "Compare the sequence numbers of the last collective over the ranks: the one behind is the cause."),
            ],
        });
    }

    private sealed class State : StepWatch
    {
        public Cadence Checkpoints;
        public Cadence Evaluations;

        public List<int> Suspects { get; } = [];

        /// <summary>The suspects of the hang that is reported.</summary>
        public List<int> Culprits { get; } = [];

        public bool IsHung { get; set; }

        public string Why { get; private set; } = "";

        public double Confidence { get; private set; }

        public double Limit { get; private set; }

        public RecentGreatest Lengths { get; } = new();

        /// <summary>The longest of the last steps, checkpoints and evaluations aside, in seconds.</summary>
        public double Longest => Lengths.Value;

        public double NormalSilence { get; set; }

        /// <summary>How far behind the first rank another ends its step, clocks that disagree included, in seconds.</summary>
        public double NormalLag { get; set; }

        /// <summary>In how many evaluations a step had ended.</summary>
        public int Looks { get; set; }

        /// <summary>At how many looks in a row somebody could be named without having fallen silent.</summary>
        public int Named { get; set; }

        public int Attempt { get; set; }

        /// <summary>When a rank last ended a step.</summary>
        public long LastStep { get; set; } = long.MinValue;

        /// <summary>Likewise, by rank.</summary>
        public long[] Steps { get; set; } = [];

        /// <summary>By rank, for how long it was silent since it last ended a step, in seconds.</summary>
        public double[] Ages { get; set; } = [];

        /// <summary>By rank, the least its last sign of life was ever old, in seconds: by so much its clock is behind.</summary>
        public double[] Offsets { get; set; } = [];

        /// <summary>For how long no step had been seen to end since one last was, in seconds, and how long that normally is.</summary>
        public double Stuck { get; set; }

        public double NormalStuck { get; set; }

        /// <summary>How many workers ran when a step last ended.</summary>
        public double Running { get; set; } = double.NaN;

        /// <summary>The last sign of life of any rank.</summary>
        public long Heard { get; set; } = long.MinValue;

        /// <summary>True when at the last look none had been heard for long.</summary>
        public bool IsAway { get; set; }

        /// <summary>When ranks were heard again after that.</summary>
        public long HeardSince { get; set; } = long.MinValue;

        public long HungUntil { get; set; } = long.MinValue;

        /// <summary>The job hangs. Once that is known, only a name, or a better one, is news.</summary>
        public void Open(double limit, string why, double confidence)
        {
            if (IsHung && (Suspects.Count == 0 || confidence <= Confidence))
                return;

            IsHung = true;
            Why = why;
            Confidence = confidence;
            Limit = limit;
            Culprits.Clear();
            Culprits.AddRange(Suspects);
        }
    }
}
