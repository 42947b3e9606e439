using System.Collections.Immutable;
using System.Globalization;

namespace Feedline.MachineLearning.Classification;

/// <summary>FL9102: names a failure mode by its looks where the mode's own rule lacks signals, and makes other rules surer.</summary>
/// <remarks>
/// It never overrules evidence: it says nothing where another rule speaks of the job, nor where the mode's own rule has all it
/// goes by and is silent, and it lowers no confidence. Its own is below the model's probability, which knows nothing of the
/// signals that are missing.
/// </remarks>
internal sealed class FailureModeRule(FailureModeModel model) : IDiagnosticRule
{
    public const string Id = "FL9102";

    /// <summary>A mode is likely from this probability on; it is named when it was in so many evaluations in a row.</summary>
    private const double LikelyFrom = 0.8;
    private const int LooksToName = 3;

    /// <summary>How sure a name is, in parts of its probability.</summary>
    private const double NameTrust = 0.75;

    /// <summary>Of what another rule doubts, an agreeing window takes away this part of its probability, up to a confidence of the other.</summary>
    private const double SupportTrust = 0.5;
    private const double MostSupported = 0.97;

    /// <summary>Below this share of a normal step it is worth knowing, not worth a warning.</summary>
    private const double WarningShare = 0.1;

    /// <summary>So many features are given as evidence.</summary>
    private const int EvidenceShown = 3;

    // A lambda that captures allocates at each call: this one is made once.
    private readonly Func<ClassifiedJob> _create = () => new ClassifiedJob(model);

    public RuleDescriptor Descriptor { get; } = new(
        Id, "Failure mode by its looks", new FailureMode("classified"), Layer.GpuWorkers, FindingSeverity.Warning)
    {
        HelpLink = new Uri($"docs/rules/{Id}.md", UriKind.Relative),
        Columns = [.. ClassifierColumns.All],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            if (job.Ranks.Length < 2)
                continue;

            ClassifiedJob state = context.State(job, _create);
            if (!state.Look(context, job))
                continue;

            bool othersSpeak = Support(context, job, state);
            Name(context, job, state, othersSpeak);
        }
    }

    /// <summary>Makes findings of other rules surer; true when there are any above info.</summary>
    private bool Support(RuleContext context, JobView job, ClassifiedJob state)
    {
        bool othersSpeak = false;
        foreach (Finding finding in context.ActiveFindings)
        {
            if (finding.Key.Job != job.Job || finding.Rule.Id == Id)
                continue;

            // What says only that something is unlike before leaves room for a name.
            othersSpeak |= finding.Severity > FindingSeverity.Info && finding.FailureMode.Id != "anomaly";
            int mode = model.Modes.IndexOf(finding.FailureMode);
            if (mode < 0 || state.Prediction.IsUnknown || state.Prediction.Probabilities[mode] < LikelyFrom)
                continue;

            double probability = state.Prediction.Probabilities[mode];
            double confidence = Math.Min(MostSupported, 1 - ((1 - finding.Confidence) * (1 - (SupportTrust * probability))));
            if (confidence > finding.Confidence)
                context.Support(finding, confidence, new Evidence($"classifier's probability of {finding.FailureMode}", probability, 0, "1"));
        }

        return othersSpeak;
    }

    private void Name(RuleContext context, JobView job, ClassifiedJob state, bool othersSpeak)
    {
        for (int mode = 0; mode < model.Modes.Length; mode++)
        {
            bool isLikely = !state.Prediction.IsUnknown && state.Prediction.Probabilities[mode] >= LikelyFrom;
            if (isLikely && state.Looks[mode] == 0)
                state.Since[mode] = Math.Min(state.Watch.StartOf(WindowWatch.Rows / 2), context.NowUnixNanoseconds);

            state.Looks[mode] = isLikely ? state.Looks[mode] + 1 : 0;
            if (state.Looks[mode] < LooksToName || othersSpeak)
                continue;

            ImmutableArray<string> missing = ModeKnowledge.Missing(model.Modes[mode], context, job);
            if (!missing.IsEmpty)
                context.Report(Draft(context, job, state, mode, missing));
        }
    }

    private FindingDraft Draft(RuleContext context, JobView job, ClassifiedJob state, int mode, ImmutableArray<string> missing)
    {
        FailureMode name = model.Modes[mode];
        double probability = state.Prediction.Probabilities[mode];
        return new FindingDraft
        {
            Job = job.Job,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"The last {WindowWatch.Rows} steps look like {name} ({100 * probability:0} %); its own rule lacks {string.Join(" and ", missing)}."),
            StartUnixNanoseconds = state.Since[mode],
            EndUnixNanoseconds = context.NowUnixNanoseconds,
            Discriminator = name.Id,
            FailureMode = name,
            Layer = ModeKnowledge.LayerOf(name),
            Severity = Costs(state) ? FindingSeverity.Warning : FindingSeverity.Info,
            Confidence = NameTrust * probability,
            Evidence = Explain(state, mode),
            MissingInputs = missing,
            Mitigations = [new Mitigation(MitigationKind.CollectArtifacts, $"Have {string.Join(" and ", missing)} measured: with that the rule of {name} can tell who it is, and what to do.")],
        };
    }

    private static bool Costs(ClassifiedJob state) =>
        state.Features[(int)WindowFeature.StepExcess] > WarningShare
        || state.Features[(int)WindowFeature.CheckpointCost] > WarningShare
        || state.Features[(int)WindowFeature.FrozenRatio] > 2
        || state.Features[(int)WindowFeature.DisagreementScore] > 4;

    /// <summary>The features that add most to the mode's score, each with its value beside that of quiet windows.</summary>
    private ImmutableArray<Evidence> Explain(ClassifiedJob state, int mode)
    {
        double[] contributions = state.Contributions;
        model.Trees[mode].Explain(state.Features, contributions);
        ImmutableArray<Evidence>.Builder evidence = ImmutableArray.CreateBuilder<Evidence>(EvidenceShown);
        for (int shown = 0; shown < EvidenceShown; shown++)
        {
            int best = Array.IndexOf(contributions, contributions.Max());
            if (contributions[best] <= 0)
                break;

            double adds = model.Calibrations[mode].Slope * contributions[best];
            if (state.Features[best] > BoostedTrees.Missing)
            {
                evidence.Add(new Evidence(
                    string.Create(CultureInfo.InvariantCulture, $"{model.Features[best]}, which adds {adds:0.0} to the log-odds of {model.Modes[mode]}"),
                    state.Features[best], model.Novelty.Centres[best], "1"));
            }

            contributions[best] = 0;
        }

        return evidence.ToImmutable();
    }
}
