namespace Feedline.Tool.Analysis;

/// <summary>Reads recordings and diagnoses the jobs in them.</summary>
/// <param name="paths">Files and folders.</param>
/// <param name="progress">Is told how far the reading has come.</param>
/// <param name="cancellationToken">Ends the analysis early.</param>
/// <exception cref="InputException">There is nothing to analyse.</exception>
internal delegate AnalysisReport Analyze(
    IReadOnlyList<string> paths, ReadProgress progress, CancellationToken cancellationToken);
