using Feedline.Reliability;
using Feedline.Tool.Analysis;

namespace Feedline.Tool.WhatIf;

/// <summary>Reads and analyses an operation trace.</summary>
internal static class PipelineWhatIfHandler
{
    /// <exception cref="InputException">There is no such file, or its operations cannot be analysed.</exception>
    /// <exception cref="InvalidDataException">The file is no such trace.</exception>
    public static async Task<PipelineWhatIfReport> RunAsync(string path, int skippedSteps, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new InputException($"there is no file {path}");

        TraceOperation[] operations = await OperationTraceFile.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return PipelineWhatIf.Analyze(operations, skippedSteps, cancellationToken);
        }
        catch (ArgumentException exception) when (exception.ParamName == nameof(operations))
        {
            // The message ends with the parameter's name, which the user of a command has never heard of.
            throw new InputException($"{path}: {exception.Message.Split(" (Parameter")[0].TrimEnd('.')}");
        }
    }
}
