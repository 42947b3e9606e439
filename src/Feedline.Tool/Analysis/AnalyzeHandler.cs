namespace Feedline.Tool.Analysis;

/// <summary>The one place where the command meets the SDK: reader, replay and built-in rules.</summary>
internal static class AnalyzeHandler
{
    public static AnalysisReport Run(IReadOnlyList<string> paths, ReadProgress progress, CancellationToken cancellationToken)
    {
        InputPaths.Check(paths);
        throw new InputException("the reader is not part of this build yet");
    }

    /// <summary>The built-in rules, as <c>feedline rules</c> lists them.</summary>
    public static IReadOnlyList<RuleDescriptor> Rules() => [];
}
