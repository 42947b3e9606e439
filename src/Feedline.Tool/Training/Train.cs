using Feedline.Tool.Analysis;

namespace Feedline.Tool.Training;

/// <summary>Trains a model of failure modes on labelled recordings and writes it.</summary>
/// <param name="folders">A folder with <c>truth.json</c> beside the recording's files, or a folder of such folders.</param>
/// <param name="output">The file to write.</param>
/// <param name="seed">The same recordings and seed give the same model.</param>
/// <param name="cancellationToken">Ends the training early.</param>
/// <exception cref="InputException">Nothing can be learned of the recordings.</exception>
internal delegate TrainingReport Train(IReadOnlyList<string> folders, string output, int seed, CancellationToken cancellationToken);
