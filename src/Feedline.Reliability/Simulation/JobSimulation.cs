namespace Feedline.Reliability;

/// <summary>Plays a training job many times and says what it gets done.</summary>
/// <remarks>
/// <para>From failure to failure, not second by second: 1,000,000 days of a job of 2,048 nodes take seconds. Each replication has
/// random streams of its own (xoshiro256** seeded by SplitMix64 from seed, replication and purpose), so the result depends on the seed
/// alone, not on threads; and jobs that differ in one thing see the same failures, so that their difference is not noise.</para>
/// <para>A replication begins with a fresh start. After a failure: detection, waiting for spares, then queue and restart as often as
/// restarts fail; then the work since the last safe checkpoint is done again.</para>
/// </remarks>
public static class JobSimulation
{
    /// <summary>Plays the job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="options">How much; the defaults when null.</param>
    /// <param name="progress">Told about every hundredth that is done, in order, on the threads that do it; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends it within milliseconds.</param>
    /// <returns>Means over the replications, with intervals.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> or a part it needs is null.</exception>
    /// <exception cref="ArgumentException">Numbers of the job or the options are out of range; the exception names them.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="AggregateException">A distribution or progress of the caller's own threw.</exception>
    public static SimulationResult Run(
        TrainingJob job,
        SimulationOptions? options = null,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        options ??= new SimulationOptions();
        job.ThrowIfBad();
        options.ThrowIfBad();
        var constants = new JobConstants(job, options.HorizonDays * FailureRate.SecondsPerDay);
        var times = new JobTime[options.Replications];
        int chunk = Math.Max(1, options.Replications / 100);
        int chunks = (options.Replications + chunk - 1) / chunk;
        int completed = 0;
        var reporting = new Lock();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, chunks, parallel, () => new JobRun(constants), PlayChunk, static _ => { });
        return SimulationResult.Of(times, constants.HorizonSeconds, options.Confidence);

        JobRun PlayChunk(int number, ParallelLoopState state, JobRun run)
        {
            int end = Math.Min(times.Length, (number + 1) * chunk);
            for (int i = number * chunk; i < end; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                times[i] = run.Play(new DrawnFailures(constants, options.Seed, i), options.Seed, i, cancellationToken);
            }

            if (progress is not null)
            {
                lock (reporting)
                {
                    completed += end - number * chunk;
                    progress.Report(new SimulationProgress(completed, times.Length));
                }
            }

            return run;
        }
    }
}
