using Feedline.Tool.Analysis;

namespace Feedline.Tool.CommandLine;

/// <summary>Tells whether a report holds a finding as severe as was asked for.</summary>
internal static class FailOn
{
    /// <remarks>An effect counts as well: a hang is a hang, whatever it followed from.</remarks>
    public static bool IsMet(AnalysisReport report, FindingSeverity? threshold) =>
        threshold is { } least && report.Jobs
            .SelectMany(job => job.Diagnoses)
            .Any(diagnosis => diagnosis.Root.Severity >= least || diagnosis.Effects.Any(effect => effect.Severity >= least));
}
