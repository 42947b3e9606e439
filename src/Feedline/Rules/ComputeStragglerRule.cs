namespace Feedline.Rules;

/// <summary>FL3001: one rank computes slower than its peers, and all others wait for it.</summary>
/// <remarks>
/// In a collective the rank that arrives last waits least. A rank's lateness is by how much less than the typical rank it
/// waited; it is judged against the lateness of ranks in normal steps, with a drift that grows with the number of ranks, so that
/// more ranks do not make more findings.
/// </remarks>
internal sealed class ComputeStragglerRule : IDiagnosticRule
{
    /// <summary>A cause that covers at least this share of the lateness is named.</summary>
    private const double Coverage = 0.5;

    /// <summary>How sure it can be where one of the two times that show a straggler is not measured.</summary>
    private const double PartlyMeasuredConfidence = 0.8;

    public RuleDescriptor Descriptor { get; } = new(
        "FL3001", "Compute straggler", FailureMode.ComputeStraggler, Layer.GpuWorkers, FindingSeverity.Warning)
    {
        HelpLink = RuleHelp.Link("FL3001"),
        RequiredSignals = [SignalNames.CollectiveDuration + "|" + SignalNames.ComputeDuration],
        Columns = [.. ComputeTimes.Columns],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            if (job.Ranks.Length < 2)
                continue;

            State state = context.State(job, static () => new State());
            while (state.TryNext(job, out StepRow row))
                Observe(context, job, row, state);

            for (int slot = 0; slot < state.Ranks.Length; slot++)
            {
                ref RankState rank = ref state.Ranks[slot];
                if (rank.Episode.IsOpen && Cause(job, rank) is { } confidence)
                    context.Report(Draft(job, slot, state, rank, confidence));
            }
        }
    }

    private static void Observe(RuleContext context, JobView job, in StepRow row, State state)
    {
        int ranks = job.Ranks.Length;
        if (state.Ranks.Length != ranks)
            state.Ranks = new RankState[ranks];

        Span<double> scratch = context.Scratch((3 * ranks) + 1);
        Span<double> lateness = scratch[..ranks];
        Span<double> rest = scratch[(2 * ranks)..];
        ReadOnlySpan<double> collective = job.Values(row.Sequence, StepColumns.Collective);
        ReadOnlySpan<double> compute = ComputeTimes.Of(job, row.Sequence, scratch.Slice(ranks, ranks));
        bool waits = job.Has(StepColumns.Collective);

        // Without collective times the ranks' own compute times tell who is late, but not who waited.
        ReadOnlySpan<double> measured = waits ? collective : compute;
        if (!state.IsWhole(RowStatistics.Count(measured)))
            return;

        state.HasCollectives = waits;
        double typical = waits ? RowStatistics.UpperMedian(measured, rest) : RowStatistics.LowerMedian(measured, rest);
        for (int slot = 0; slot < ranks; slot++)
            lateness[slot] = waits ? typical - measured[slot] : measured[slot] - typical;

        // The latest of more ranks is later by chance: the expected maximum of n normal draws grows like this.
        double drift = Math.Max(Episode.LeastDrift, Math.Sqrt(2 * Math.Log(ranks)));
        double computeTypical = RowStatistics.LowerMedian(compute, rest);
        ReadOnlySpan<double> input = job.Values(row.Sequence, StepColumns.DataWait);
        double inputTypical = RowStatistics.LowerMedian(input, rest);
        bool suspicious = false;
        for (int slot = 0; slot < ranks; slot++)
        {
            ref RankState rank = ref state.Ranks[slot];
            double score = state.Lateness.IsReady ? state.Lateness.Score(lateness[slot], state.LeastScale) : double.NaN;
            if (!rank.Episode.IsWatching)
                rank.Reset();

            rank.Episode.Observe(row, score, drift);
            suspicious |= rank.Episode.IsSuspicious;
            if (!rank.Episode.IsAffected)
                continue;

            rank.Add(lateness[slot], compute[slot], computeTypical, input[slot] - inputTypical);
        }

        if (suspicious)
        {
            state.Lateness.ForgetWaiting();
            return;
        }

        // One rank a step, each in turn, is a fair sample of all.
        double sample = lateness[(int)(row.Sequence % ranks)];
        if (!double.IsNaN(sample))
            state.Lateness.Learn(sample);

        if (double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Checkpoint)))
            && double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Evaluation))))
            state.Step.Learn(row.Seconds);
    }

    /// <summary>How sure it is that the rank is late by its own computing; null when it is not.</summary>
    private static double? Cause(JobView job, in RankState rank)
    {
        double compute = rank.Compute - rank.ComputeTypical;
        if (rank.ComputeSteps > 0 && compute >= Coverage * rank.ComputeLateness)
            return Math.Min(0.99, 0.7 + (0.3 * Math.Min(1, compute / rank.ComputeLateness)));

        if (rank.InputSteps > 0 && rank.Input >= Coverage * rank.InputLateness)
            return null;

        // Where its compute time is known and did not grow, the rank only seems late: the collective itself is uneven.
        return job.Has(StepColumns.Compute) || rank.ComputeSteps > 0 ? null : 0.6;
    }

    private static FindingDraft Draft(JobView job, int slot, State state, in RankState rank, double confidence)
    {
        double lateness = rank.Lateness / rank.Steps;
        bool isKnown = rank.ComputeSteps > 0;
        bool isLeftOver = ComputeTimes.AreLeftOver(job);
        double compute = rank.Compute / rank.ComputeSteps;
        double typical = rank.ComputeTypical / rank.ComputeSteps;
        string why = !isKnown ? "; its compute time is not measured"
            : isLeftOver ? $": outside input and collectives it takes {RuleHelp.Time(compute)}, its peers {RuleHelp.Time(typical)}"
            : $": it computes for {RuleHelp.Time(compute)}, its peers for {RuleHelp.Time(typical)}";
        List<string> missing = [];
        if (!isKnown || isLeftOver)
            missing.Add(SignalNames.ComputeDuration);

        if (!state.HasCollectives)
            missing.Add(SignalNames.CollectiveDuration);

        return new FindingDraft
        {
            Job = job.Job,
            Message = $"Rank {job.Ranks[slot].Rank} is {RuleHelp.Time(lateness)} late at every step, and its peers wait for it{why}.",
            StartUnixNanoseconds = rank.Episode.Start,
            EndUnixNanoseconds = rank.Episode.End,
            Subjects = [RuleHelp.Subject(job, slot)],
            Severity = state.Severity(lateness, isNamed: true),
            Confidence = missing.Count == 0 ? confidence : Math.Min(confidence, PartlyMeasuredConfidence),
            Evidence =
            [
                new Evidence(state.HasCollectives ? "how much less it waits in collectives than the typical rank, mean" : "how much longer it computes than the typical rank, mean", lateness, state.Lateness.Median, "s"),
                .. isKnown ? [new Evidence(isLeftOver ? ComputeTimes.LeftOver : "compute time, mean", compute, typical, "s")] : Array.Empty<Evidence>(),
            ],
            MissingInputs = [.. missing],
            Mitigations =
            [
                new Mitigation(MitigationKind.Investigate, "Compare clocks, temperature, power limits and other processes of its node with its peers'."),
                new Mitigation(MitigationKind.DrainNode, "Drain the node at the next checkpoint and go on with a spare."),
            ],
        };
    }

    private sealed class State : StepWatch
    {
        /// <summary>The lateness of ranks in normal steps.</summary>
        public LearnedNormal Lateness { get; } = new();

        public RankState[] Ranks { get; set; } = [];

        public bool HasCollectives { get; set; }
    }

    private struct RankState
    {
        public Episode Episode;
        public int Steps;
        public double Lateness;

        // A part may not be measured in every step: it is held against the lateness of the steps in which it is.
        public int ComputeSteps;
        public double ComputeLateness;
        public double Compute;
        public double ComputeTypical;
        public int InputSteps;
        public double InputLateness;
        public double Input;

        public void Add(double lateness, double compute, double computeTypical, double inputExcess)
        {
            Steps++;
            Lateness += lateness;
            if (!double.IsNaN(compute))
            {
                ComputeSteps++;
                ComputeLateness += lateness;
                Compute += compute;
                ComputeTypical += computeTypical;
            }

            if (!double.IsNaN(inputExcess))
            {
                InputSteps++;
                InputLateness += lateness;
                Input += inputExcess;
            }
        }

        public void Reset()
        {
            Steps = ComputeSteps = InputSteps = 0;
            Lateness = ComputeLateness = Compute = ComputeTypical = InputLateness = Input = 0;
        }
    }
}
