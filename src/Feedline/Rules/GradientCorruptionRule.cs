namespace Feedline.Rules;

/// <summary>FL3003: replicas disagree after the reduction that should make them equal.</summary>
internal sealed class GradientCorruptionRule : IDiagnosticRule
{
    /// <summary>The least spread of the disagreement, as a share of the norm: sums in another order differ by less.</summary>
    private const double LeastDisagreement = 2.5e-4;

    /// <summary>Beyond this it no longer matters how much it is.</summary>
    private const double MostDisagreement = 1e6;

    public RuleDescriptor Descriptor { get; } = new(
        "FL3003", "Gradient corruption", FailureMode.GradientCorruption, Layer.GpuWorkers, FindingSeverity.Critical)
    {
        HelpLink = RuleHelp.Link("FL3003"),
        RequiredSignals = [SignalNames.GradientNorm],
        Columns = [StepColumns.GradientNorm],
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
                if (state.Ranks[slot].Episode.IsOpen)
                    context.Report(Draft(job, slot, state, state.Ranks[slot]));
            }
        }
    }

    private static void Observe(RuleContext context, JobView job, in StepRow row, State state)
    {
        int ranks = job.Ranks.Length;
        if (state.Ranks.Length != ranks)
            state.Ranks = new RankState[ranks];

        ReadOnlySpan<double> norms = job.Values(row.Sequence, StepColumns.GradientNorm);
        if (RowStatistics.Count(norms) < 2)
            return;

        // The median is what the majority says, as long as fewer than half of the replicas are corrupt.
        double majority = RowStatistics.UpperMedian(norms, context.Scratch(ranks + 1));
        double worst = 0;
        bool suspicious = false;
        for (int slot = 0; slot < ranks; slot++)
        {
            ref RankState rank = ref state.Ranks[slot];
            double disagreement = Disagreement(norms[slot], majority);
            worst = Math.Max(worst, double.IsNaN(disagreement) ? 0 : disagreement);
            double score = state.Normal.IsReady ? state.Normal.Score(disagreement, LeastDisagreement) : double.NaN;
            if (!rank.Episode.IsWatching)
                rank.Steps = 0;

            rank.Episode.Observe(row, score);
            suspicious |= rank.Episode.IsSuspicious;
            if (rank.Episode.IsAffected)
                rank.Add(disagreement);
        }

        if (suspicious)
            state.Normal.ForgetWaiting();
        else
            state.Normal.Learn(worst);
    }

    /// <summary>As a share of the majority's norm; of one's own where that is nothing.</summary>
    private static double Disagreement(double norm, double majority)
    {
        double whole = majority != 0 ? Math.Abs(majority) : Math.Abs(norm);
        return whole == 0 ? 0 : Math.Min(Math.Abs(norm - majority) / whole, MostDisagreement);
    }

    private static FindingDraft Draft(JobView job, int slot, State state, in RankState rank)
    {
        double disagreement = rank.Disagreement / rank.Steps;
        bool majority = job.Ranks.Length > 2;
        string who = majority
            ? $"Rank {job.Ranks[slot].Rank} disagrees with the majority"
            : "The two replicas disagree, and two give no majority";
        return new FindingDraft
        {
            Job = job.Job,
            Message = $"{who}: after the reduction its gradient norm is off by {RuleHelp.Share(disagreement)}.",
            StartUnixNanoseconds = rank.Episode.Start,
            EndUnixNanoseconds = rank.Episode.End,
            Discriminator = majority ? null : "",
            Subjects = majority ? [RuleHelp.Subject(job, slot)] : [],
            Confidence = majority ? 0.95 : 0.9,
            Evidence = [new Evidence("deviation of the gradient norm from the majority, mean share", disagreement, state.Normal.Median, "1")],
            Mitigations =
            [
                new Mitigation(MitigationKind.ExcludeRank, "Quarantine the rank and test its GPU, memory and links."),
                new Mitigation(MitigationKind.RollBack, "Go back to the last checkpoint written before the disagreement began: the replicas have parted since."),
            ],
        };
    }

    private sealed class State : StepWatch
    {
        /// <summary>The greatest disagreement of any rank, step by step.</summary>
        public LearnedNormal Normal { get; } = new();

        public RankState[] Ranks { get; set; } = [];
    }

    private struct RankState
    {
        public Episode Episode;
        public int Steps;
        public double Disagreement;

        public void Add(double disagreement)
        {
            Disagreement = Steps++ == 0 ? disagreement : Disagreement + disagreement;
        }
    }
}
