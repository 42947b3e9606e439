namespace Feedline.Rules;

/// <summary>The compute times of a step: as measured, or, where none are, what is left of a rank's step without its other parts.</summary>
/// <remarks>
/// What is left also holds what nobody measures, as the loop's own overhead. It is good enough to tell a rank that is late by its
/// own doing, or a busy host, from a slow network; it is not good enough to book as compute.
/// </remarks>
internal static class ComputeTimes
{
    /// <summary>The evidence that a rank's own part of a step has grown, where computing itself is not measured.</summary>
    public const string LeftOver = "time outside input and collectives, mean";

    /// <summary>The columns that are read.</summary>
    public static IReadOnlyList<StepColumn> Columns { get; } =
    [
        StepColumns.Compute, StepColumns.StepDuration, StepColumns.Collective, StepColumns.DataWait, StepColumns.Checkpoint, StepColumns.Evaluation,
    ];

    /// <summary>Whether they are not measured, but can be told from what is.</summary>
    public static bool AreLeftOver(JobView job) =>
        !job.Has(StepColumns.Compute) && job.Has(StepColumns.StepDuration) && job.Has(StepColumns.Collective) && job.Has(StepColumns.DataWait);

    /// <summary>The compute time of each rank in seconds, NaN where it is neither measured nor can be told.</summary>
    /// <param name="job">The job.</param>
    /// <param name="sequence">The row.</param>
    /// <param name="memory">Memory for one value for each rank.</param>
    public static ReadOnlySpan<double> Of(JobView job, long sequence, Span<double> memory)
    {
        if (job.Has(StepColumns.Compute))
            return job.Values(sequence, StepColumns.Compute);

        memory = memory[..job.Ranks.Length];
        if (!AreLeftOver(job))
        {
            memory.Fill(double.NaN);
            return memory;
        }

        ReadOnlySpan<double> step = job.Values(sequence, StepColumns.StepDuration);
        ReadOnlySpan<double> collective = job.Values(sequence, StepColumns.Collective);
        ReadOnlySpan<double> input = job.Values(sequence, StepColumns.DataWait);
        ReadOnlySpan<double> checkpoint = job.Values(sequence, StepColumns.Checkpoint);
        ReadOnlySpan<double> evaluation = job.Values(sequence, StepColumns.Evaluation);
        for (int slot = 0; slot < step.Length; slot++)
        {
            double rest = step[slot] - collective[slot] - Part(input[slot]) - Part(checkpoint[slot]) - Part(evaluation[slot]);

            // Parts that are more than the whole run beside each other: then nothing is known.
            memory[slot] = rest > 0 ? rest : double.NaN;
        }

        return memory;
    }

    private static double Part(double seconds) => double.IsNaN(seconds) ? 0 : seconds;
}
