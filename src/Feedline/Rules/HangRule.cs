using System.Globalization;

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

    /// <summary>
    /// Where ranks count their collectives or beats, nothing has moved for so many times longer than it ever did, and for so many
    /// seconds; where all are at the same count, so many times as long.
    /// </summary>
    private const double FrozenFactor = 5;
    private const double FrozenSeconds = 10;
    private const double FrozenAlikeFactor = 3;

    /// <summary>Where all ranks look alike.</summary>
    private const double AlikeSteps = 100;
    private const double AlikeLongest = 20;

    /// <summary>Where all GPUs work, as in an evaluation or spinning in a collective, so many times as long.</summary>
    private const double AtWorkFactor = 10;

    /// <summary>An evaluation takes at most so many times as long as the longest before.</summary>
    private const double EvaluationFactor = 3;

    /// <summary>A rank further behind than so many steps, and than ranks normally are, takes no part any more.</summary>
    private const double GoneSteps = 30;

    /// <summary>How sure it is that a rank hangs that fell silent alone.</summary>
    private const double Certain = 0.95;

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

            HangState state = context.State(job, static () => new HangState());
            LearnRows(job, state);
            Listen(context, job, state);
            double running = Running(context, job);
            long lastStep = LastStep(job);
            bool moved = lastStep > state.LastStep && !IsStillSilent(job, state);
            if (state.LastStep != long.MinValue)
                state.Stuck = Math.Max(state.Stuck, moved ? 0 : UnixTime.ToSeconds(context.NowUnixNanoseconds - state.LastStep));

            state.LastStep = Math.Max(lastStep, state.LastStep);
            state.LastNumber = moved ? LastNumber(job, lastStep) : state.LastNumber;
            LearnRanks(context, job, state);
            state.Sequence.Observe(context, job, moved, state.IsHung);
            state.Beats.Observe(context, job, moved, state.IsHung);
            if (moved)
            {
                // As silences: what was beyond normal was a hang.
                if (state.Looks < WarmUpLooks || state.Stuck <= SilenceFactor * Math.Max(state.NormalStuck, state.Step.Median))
                    state.NormalStuck = Math.Max(state.NormalStuck, state.Stuck);

                state.Stuck = 0;
                state.Looks++;

                // A step and a loss may be seen at one look: fewer workers are what is usual only once a step has ended with them.
                state.Running = Math.Max(running, state.RunningSeen);
                state.RunningSeen = running;
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

    private static void LearnRows(JobView job, HangState state)
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
            if (row.Attempt != state.Attempt)
            {
                state.Attempt = row.Attempt;
                state.AttemptSince = row.StartUnixNanoseconds + ((row.EndUnixNanoseconds - row.StartUnixNanoseconds) / 2);
                continue;
            }

            if (row.StartUnixNanoseconds < state.HungUntil)
                continue;

            if (hasEvaluation)
            {
                state.LongestEvaluation = Math.Max(
                    state.LongestEvaluation, RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Evaluation)));
            }

            if (hasCheckpoint)
            {
                state.LongestCheckpoint = Math.Max(
                    state.LongestCheckpoint, RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Checkpoint)));
            }

            state.Step.Learn(row.Seconds);
            if (!hasCheckpoint && !hasEvaluation)
                state.Lengths.Observe(row.Seconds);
        }
    }

    /// <summary>
    /// Whether the ranks that fell silent still are: the others may yet end the step they were in, as in an evaluation, but no more.
    /// </summary>
    private static bool IsStillSilent(JobView job, HangState state)
    {
        if (!state.IsHung || state.Confidence < Certain || state.Present.Length != job.Ranks.Length)
            return false;

        foreach (int slot in state.Culprits)
        {
            if (job.Ranks[slot].HeartbeatUnixNanoseconds > state.CulpritsHeard)
                return false;
        }

        return state.Culprits.Count > 0 && Furthest(job, state) <= state.HungAt + 1;
    }

    private static long LastStep(JobView job)
    {
        long last = long.MinValue;
        foreach (ref readonly RankProgress rank in job.Ranks)
            last = Math.Max(last, rank.StepUnixNanoseconds);

        return last;
    }

    private static long LastNumber(JobView job, long lastStep)
    {
        foreach (ref readonly RankProgress rank in job.Ranks)
        {
            if (rank.StepUnixNanoseconds == lastStep)
                return rank.Step;
        }

        return -1;
    }

    /// <summary>
    /// Notes whether any rank was heard. After a time in which none was, the telemetry was away, and ranks that are not heard again
    /// at once have not fallen silent.
    /// </summary>
    private static void Listen(RuleContext context, JobView job, HangState state)
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
    private static void LearnRanks(RuleContext context, JobView job, HangState state)
    {
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        if (state.Ages.Length != ranks.Length)
        {
            state.Ages = new double[ranks.Length];
            state.Offsets = new double[ranks.Length];
            Array.Fill(state.Offsets, double.PositiveInfinity);
            state.Steps = new long[ranks.Length];
            state.Present = new bool[ranks.Length];
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

    private static double Silence(HangState state) => SilenceFactor * Math.Max(state.NormalSilence, state.Step.Count > 0 ? state.Step.Median : 0);

    private static void Judge(RuleContext context, JobView job, HangState state)
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
            {
                state.Open(limit, "fell silent while the others still report", Certain);
                state.CulpritsHeard = long.MinValue;
                foreach (int slot in suspects)
                    state.CulpritsHeard = Math.Max(state.CulpritsHeard, job.Ranks[slot].HeartbeatUnixNanoseconds);

                state.HungAt = Furthest(job, state);
            }

            return;
        }

        double named = Math.Max(SilenceFactor * state.NormalStuck, Math.Max(NamedSteps * step, NamedLongest * state.Longest));
        double frozen = Math.Max(state.Sequence.Frozen(context.NowUnixNanoseconds), state.Beats.Frozen(context.NowUnixNanoseconds));
        double timeout = Math.Min(named, Math.Max(FrozenSeconds, FrozenFactor * Math.Max(state.Sequence.LongestGap, state.Beats.LongestGap)));

        // Of a rank that was not heard since, its steps may be on their way.
        if ((stuck <= named && frozen <= timeout) || !AreHeardSince(job, state))
        {
            state.Named = 0;
            return;
        }

        // All are alive. An evaluation that is due explains a pause, of all ranks or of one that evaluates for all.
        long next = Furthest(job, state) + 1;
        if (state.Evaluations.IsDue(next) && stuck <= EvaluationFactor * state.LongestEvaluation)
            return;

        // So does a checkpoint, which its own rule judges, but at a checkpoint no GPU works.
        bool isSaving = state.Checkpoints.IsDue(next);
        double alike = Math.Max(SilenceFactor * state.NormalStuck, Math.Max(AlikeSteps * step, AlikeLongest * state.Longest));
        if (!isSaving && (IsBehind(context, job, state, state.Sequence, (timeout, stuck, alike), 0.93)
            || IsBehind(context, job, state, state.Beats, (timeout, stuck, alike), 0.91)))
            return;

        if (stuck <= named)
            return;

        if (!isSaving)
            Behind(job, state, next - 1);

        bool atWork = suspects.Count == 0 && Working(context, job, state) && suspects.Count == present;
        if (suspects.Count > 0 && suspects.Count <= present / 2)
        {
            if (!MaySave(context, job, state, stuck, alike) && ++state.Named > 1)
                state.Open(named, "held up the others", 0.9);

            return;
        }

        state.Named = 0;
        suspects.Clear();
        if (isSaving)
            return;

        double patience = alike * (atWork ? AtWorkFactor : 1);
        if (state.Sequence.IsLevel)
        {
            // All have entered the same collective and none leaves it. A first checkpoint or evaluation may look like that too.
            if (state.LongestCheckpoint > 0 || state.LongestEvaluation > 0)
                patience = Math.Min(patience, FrozenAlikeFactor * Math.Max(timeout, Math.Max(state.LongestCheckpoint, state.LongestEvaluation)));

            if (stuck > patience)
                state.Open(patience, "", 0.75, new Evidence("last collective of all ranks", state.Sequence.Greatest, state.Sequence.Greatest, "{collective}"));
        }
        else if (stuck > patience)
        {
            state.Open(patience, "", atWork ? 0.5 : 0.6);
        }
    }

    /// <summary>Finds the ranks that have counted less than the others of their group, none of which counts on.</summary>
    private static bool IsBehind(
        RuleContext context, JobView job, HangState state, StepProgress progress, (double Timeout, double Stuck, double Alike) times, double confidence)
    {
        progress.Compare(job.Ranks, state.Present, state.Suspects);
        if (state.Suspects.Count == 0)
            return false;

        if (!MaySave(context, job, state, times.Stuck, times.Alike) && ++state.Named > 1)
        {
            string what = progress == state.Sequence ? "collective" : "beat";
            state.Open(
                times.Timeout,
                string.Create(CultureInfo.InvariantCulture, $"stopped at {what} {progress.Least:0}, where the others went on to {progress.Greatest:0}"),
                confidence,
                new Evidence($"last {what} of {RuleHelp.Ranks(job, state.Suspects)}, and of the others", progress.Least, progress.Greatest, $"{{{what}}}"));
        }

        return true;
    }

    /// <summary>
    /// Whether the suspects may be held up by a checkpoint that could not be foreseen. A rank that hangs does not write: while one
    /// writes more than it did before, it saves. Where that is not measured, the first rank, which commonly saves for all, may be
    /// saving for the first time, unless its GPU works.
    /// </summary>
    private static bool MaySave(RuleContext context, JobView job, HangState state, double stuck, double alike)
    {
        if (state.IsHung || stuck > AtWorkFactor * alike)
            return false;

        DiskWrites writes = DiskWrites.Since(context, job, state.LastStep);
        if (writes.IsMeasured)
            return writes.HaveRisen;

        if (stuck > alike || state.LongestCheckpoint > 0 || state.Suspects.Count != 1)
            return false;

        int suspect = state.Suspects[0];
        foreach (ref readonly RankProgress rank in job.Ranks)
        {
            if (rank.Rank < job.Ranks[suspect].Rank)
                return false;
        }

        state.Utilization.Read(context, job);
        return !(state.Utilization.Times[suspect] > state.LastStep && state.Utilization.Values[suspect] > Busy);
    }

    /// <summary>Whether the rank was there when the last step ended.</summary>
    private static bool TakesPart(in RankProgress rank, HangState state)
    {
        if (rank.StepUnixNanoseconds == long.MinValue)
            return false;

        double lag = UnixTime.ToSeconds(state.LastStep - rank.StepUnixNanoseconds);
        if (lag <= Math.Max(SilenceFactor * state.NormalLag, GoneSteps * state.Step.Median))
            return true;

        // Clocks may be further apart than it seemed while steps went on: then the numbers tell, those of the same attempt.
        return rank.StepUnixNanoseconds > state.AttemptSince && Math.Abs(state.LastNumber - rank.Step) <= GoneSteps;
    }

    /// <summary>Finds the ranks that are not heard any more.</summary>
    /// <returns>How many ranks take part.</returns>
    private static int Silent(RuleContext context, JobView job, HangState state, double silence)
    {
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        state.Suspects.Clear();
        int present = 0;
        for (int slot = 0; slot < ranks.Length; slot++)
        {
            state.Present[slot] = TakesPart(ranks[slot], state);
            if (!state.Present[slot])
                continue;

            present++;
            long heard = Math.Max(ranks[slot].HeartbeatUnixNanoseconds, state.HeardSince);
            if (UnixTime.ToSeconds(context.NowUnixNanoseconds - heard) - state.Offsets[slot] > silence)
                state.Suspects.Add(slot);
        }

        return present;
    }

    private static bool AreHeardSince(JobView job, HangState state)
    {
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        for (int slot = 0; slot < ranks.Length; slot++)
        {
            if (state.Present[slot] && ranks[slot].HeartbeatUnixNanoseconds <= state.LastStep)
                return false;
        }

        return true;
    }

    private static long Furthest(JobView job, HangState state)
    {
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        long furthest = -1;
        for (int slot = 0; slot < ranks.Length; slot++)
            furthest = state.Present[slot] ? Math.Max(furthest, ranks[slot].Step) : furthest;

        return furthest;
    }

    private static void Behind(JobView job, HangState state, long furthest)
    {
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        for (int slot = 0; slot < ranks.Length; slot++)
        {
            if (state.Present[slot] && ranks[slot].Step < furthest)
                state.Suspects.Add(slot);
        }
    }

    /// <summary>Finds the ranks whose GPUs work while the step stands still.</summary>
    /// <returns>False when utilisation is not measured.</returns>
    private static bool Working(RuleContext context, JobView job, HangState state)
    {
        state.Utilization.Read(context, job);
        bool measured = false;
        for (int slot = 0; slot < state.Present.Length; slot++)
        {
            if (state.Utilization.Times[slot] <= state.LastStep)
                continue;

            measured = true;
            if (state.Present[slot] && state.Utilization.Values[slot] > Busy)
                state.Suspects.Add(slot);
        }

        return measured;
    }

    private static void Report(RuleContext context, JobView job, HangState state, long end)
    {
        double stuck = UnixTime.ToSeconds(end - state.LastStep);
        state.HungUntil = end;
        string who = state.Culprits.Count > 0
            ? $"{RuleHelp.Ranks(job, state.Culprits)} {state.Why}"
            : state.Behind is null
                ? "all ranks look alike, so none is named"
                : "all ranks are at the same collective, so none is named";
        List<string> missing = [];
        if (context.Series(SignalNames.GpuUtilization).IsEmpty)
            missing.Add(SignalNames.GpuUtilization);

        if (context.Series(SignalNames.SchedulerWorkersRunning).IsEmpty)
            missing.Add(SignalNames.SchedulerWorkersRunning);

        // Of a rank that fell silent nothing more is to be known.
        if (state.Confidence < Certain && !state.Sequence.IsMeasured)
            missing.Add(SignalNames.CollectiveSequence);

        if (state.Culprits.Count == 0 && !state.Beats.IsMeasured)
            missing.Add(SignalNames.Heartbeat);

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
                .. state.Behind is null ? Array.Empty<Evidence>() : [state.Behind],
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
}
