namespace Feedline.Reliability;

/// <summary>What a simulated job got done, and where its time went. All shares add up to 1.</summary>
/// <remarks>
/// Means over replications, which are independent, with Student's t intervals of the mean. Immutable, so any thread may read it.
/// </remarks>
public sealed class SimulationResult
{
    private readonly double[] _ascendingEttr;

    private SimulationResult(double[] ascendingEttr) => _ascendingEttr = ascendingEttr;

    /// <summary>Share of the time whose work was kept: the effective training time ratio.</summary>
    public Estimate Ettr { get; private init; }

    /// <summary>Share spent on work that a failure undid.</summary>
    public Estimate LostWork { get; private init; }

    /// <summary>Share in which saves stopped the job.</summary>
    public Estimate Checkpoints { get; private init; }

    /// <summary>Share until failures were noticed.</summary>
    public Estimate Detection { get; private init; }

    /// <summary>Share spent waiting for nodes.</summary>
    public Estimate SpareWait { get; private init; }

    /// <summary>Share spent in the scheduler's queue.</summary>
    public Estimate Queue { get; private init; }

    /// <summary>Share spent on restarts.</summary>
    public Estimate Restart { get; private init; }

    /// <summary>Failures per day, those while the job was down included.</summary>
    public Estimate FailuresPerDay { get; private init; }

    /// <summary>Replications played.</summary>
    public int Replications => _ascendingEttr.Length;

    /// <summary>Days of all replications together.</summary>
    public double JobDays { get; private init; }

    /// <summary>The ETTR below which a share of the replications stay: how far single runs lie apart.</summary>
    /// <param name="probability">The share, 0 to 1.</param>
    /// <returns>The ETTR of that replication, between two of them by interpolation.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is out of range.</exception>
    public double EttrQuantile(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The value must be from 0 to 1.");

        double place = probability * (_ascendingEttr.Length - 1);
        int low = (int)place;
        int high = Math.Min(low + 1, _ascendingEttr.Length - 1);
        return _ascendingEttr[low] + (place - low) * (_ascendingEttr[high] - _ascendingEttr[low]);
    }

    internal static SimulationResult Of(JobTime[] times, double horizonSeconds, double confidence)
    {
        double reach = StudentT.TwoSided(confidence, times.Length - 1);
        double[] ettr = [.. times.Select(time => time.Productive / horizonSeconds)];
        Array.Sort(ettr);
        return new SimulationResult(ettr)
        {
            Ettr = Share(time => time.Productive),
            LostWork = Share(time => time.Lost),
            Checkpoints = Share(time => time.Saving),
            Detection = Share(time => time.Detecting),
            SpareWait = Share(time => time.WaitingForSpares),
            Queue = Share(time => time.Queueing),
            Restart = Share(time => time.Restarting),
            FailuresPerDay = Mean(time => time.Failures / (horizonSeconds / FailureRate.SecondsPerDay), double.PositiveInfinity),
            JobDays = times.Length * (horizonSeconds / FailureRate.SecondsPerDay),
        };

        Estimate Share(Func<JobTime, double> part) => Mean(time => part(time) / horizonSeconds, 1);

        Estimate Mean(Func<JobTime, double> value, double greatest)
        {
            double mean = 0, squares = 0;
            for (int i = 0; i < times.Length; i++)
            {
                double distance = value(times[i]) - mean;
                mean += distance / (i + 1);
                squares += distance * (value(times[i]) - mean);
            }

            double half = reach * Math.Sqrt(squares / (times.Length - 1) / times.Length);
            return new Estimate(mean, Math.Max(0, mean - half), Math.Min(greatest, mean + half), confidence);
        }
    }
}
