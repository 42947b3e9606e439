namespace Feedline.Reliability;

/// <summary>Jitter amplification: a synchronous step takes as long as its slowest rank, so the tail of one rank's times slows all of them.</summary>
/// <remarks>
/// <para>Fitted on the steps of a few ranks, it predicts step time and efficiency of many. An own time is taken as mean + shared + offset of the
/// rank + jitter:</para>
/// <list type="bullet">
/// <item>what all ranks <b>share</b> in a step (a slow file system, a throttled rack) slows it once, whatever N is, and is taken out, when ranks move
/// together, before the tail is fitted;</item>
/// <item>the <b>offset</b> of a rank stays from step to step (a straggler). N ranks draw N offsets, normal with the deviation seen;</item>
/// <item><b>jitter</b> is drawn anew by each rank in each step. Its bulk is as observed; beyond a threshold it is a generalised Pareto tail.</item>
/// </list>
/// <para>Peaks over threshold rather than block maxima: with blocks the parts that ranks share would have to be taken out all the same, and of a block only
/// one value counts, where a few ranks' steps have few to give. The threshold leaves a tenth of the values above it, fewer from
/// 4,000 on (1.6 count^⅔).</para>
/// <para>Intervals are percentiles of 400 sets of parameters: the tail from its likelihood, weakened where excesses come in clusters; bulk and mean
/// from a Bayesian bootstrap over blocks of steps as long as their memory; the deviation of offsets from χ² of ranks - 1 degrees of
/// freedom, which is wide for four ranks, and rightly. Ranks that still jitter together count for N^α.</para>
/// <para>Sources: Pickands (1975); Coles, An Introduction to Statistical Modeling of Extreme Values, chapters 4 and 8; Rubin (1981). Coverage is measured in
/// benchmarks/results/jitter-amplification.md. Immutable; safe to call from many threads.</para>
/// </remarks>
public sealed class JitterModel
{
    /// <summary>Fewest values a fit takes: so that its tail has a few.</summary>
    public const int LeastValues = 50;

    /// <summary>Fewest steps a fit takes.</summary>
    public const int LeastSteps = 10;

    private readonly JitterFit? _fit;

    private JitterModel(int ranks, int steps, double mean, double peak, JitterFit? fit)
    {
        (Ranks, Steps, MeanTime, PeakTime, _fit) = (ranks, steps, mean, peak, fit);
    }

    /// <summary>How many ranks were fitted.</summary>
    public int Ranks { get; }

    /// <summary>How many steps were fitted.</summary>
    public int Steps { get; }

    /// <summary>Mean own time, over ranks and steps.</summary>
    public double MeanTime { get; }

    /// <summary>Mean of the fastest tenth of the own times: what a step takes when nothing is in its way.</summary>
    public double PeakTime { get; }

    /// <summary>Whether ranks were found to be slow in the same steps, and what they share was taken out.</summary>
    public bool HasSharedSlowdowns => _fit?.IsShared ?? false;

    /// <summary>Standard deviation, over steps, of what all ranks share; 0 when nothing was found to be shared.</summary>
    public double SharedDeviation => _fit?.SharedDeviation ?? 0;

    /// <summary>Standard deviation of the ranks' lasting offsets, over ranks; 0 when their means differ no more than jitter makes them.</summary>
    public double RankDeviation => _fit?.RankDeviation ?? 0;

    /// <summary>Standard deviation of the jitter.</summary>
    public double JitterDeviation => _fit?.JitterDeviation ?? 0;

    /// <summary>Jitter beyond which its tail is fitted, above the mean own time.</summary>
    public double TailThreshold => _fit?.Threshold ?? 0;

    /// <summary>Likeliest shape ξ of the tail, without unit: about 0 for normal or exponential jitter, above 0 heavy, 1 or more without a mean.</summary>
    public double TailShape => _fit?.Tail.Shape ?? 0;

    /// <summary>Likeliest scale σ of the tail.</summary>
    public double TailScale => _fit?.Tail.Scale ?? 0;

    /// <summary>How many independent values the tail's excesses are worth.</summary>
    public double EffectiveExcesses => _fit?.EffectiveExcesses ?? 0;

    /// <summary>α: N ranks have the largest of N^α independent draws; 1 when ranks jitter independently.</summary>
    public double Dependence => _fit?.Dependence ?? 1;

    /// <summary>Fits the times of a few ranks.</summary>
    /// <param name="ownTimes">
    /// What each rank took in each step before it began to wait for the others (step less waiting, or input plus compute), a row of ranks per
    /// step: rank r of step s is at s × ranks + r. Any unit of time, positive and finite, at least <see cref="LeastValues"/> values.
    /// </param>
    /// <param name="ranks">How many ranks there are, at least 2; from 3 on a skewed jitter can be told from its mirror image.</param>
    /// <param name="seed">Seeds the parameters drawn for the intervals: the same seed gives the same intervals.</param>
    /// <returns>The model. Constant times give one whose step time is the same at any N.</returns>
    /// <remarks>O(values log values), some tens of milliseconds for 4 ranks and 1,000 steps, several times that where ranks share slowdowns; memory for about 100,000 values besides the data's.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ranks"/> is less than 2, or a time is not positive and finite.</exception>
    /// <exception cref="ArgumentException"><paramref name="ownTimes"/> is not one value per rank and step, or too few of them.</exception>
    public static JitterModel Fit(ReadOnlySpan<double> ownTimes, int ranks, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 2);
        if (ownTimes.Length % ranks != 0)
            throw new ArgumentException("There must be a time for each rank in every step.", nameof(ownTimes));
        if (ownTimes.Length < LeastValues || ownTimes.Length / ranks < LeastSteps)
        {
            throw new ArgumentException(
                $"A fit takes {LeastValues} values and {LeastSteps} steps or more, not {ownTimes.Length} values of {ranks} ranks.", nameof(ownTimes));
        }

        foreach (double time in ownTimes)
        {
            if (!(time > 0 && double.IsFinite(time)))
                throw new ArgumentOutOfRangeException(nameof(ownTimes), time, "Times are positive and finite.");
        }

        var times = new OwnTimes(ownTimes, ranks);
        double[] ascending = ownTimes.ToArray();
        Array.Sort(ascending);
        double peak = ascending[0] == ascending[^1] ? ascending[0] : ascending.AsSpan(0, (ascending.Length + 9) / 10).ToArray().Average();
        return ascending[0] == ascending[^1]
            ? new JitterModel(ranks, times.Steps, ascending[0], ascending[0], null)
            : new JitterModel(ranks, times.Steps, times.Mean, Math.Min(peak, times.Mean), new JitterFit(times, seed));
    }

    /// <summary>Predicts the mean step of a job of some size.</summary>
    /// <param name="ranks">N, how many ranks wait for each other, at least 1. For 1 the step time is the mean own time.</param>
    /// <param name="confidence">Confidence of the intervals, in (0, 1); 0.95 by default.</param>
    /// <param name="withOffsets">False for a job without stragglers: ranks whose means are alike, and as those fitted on average.</param>
    /// <returns>The prediction. Rises with N, at any seed.</returns>
    /// <remarks>Milliseconds, tens of them where ranks have offsets.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public JitterPrediction Predict(int ranks, double confidence = 0.95, bool withOffsets = true) =>
        PredictCore(ranks, 0, confidence, withOffsets);

    /// <summary>Predicts what the mean of so many steps will be seen to be: wider than the interval of <see cref="Predict"/> by the luck of those steps.</summary>
    /// <param name="ranks">N, how many ranks wait for each other, at least 1.</param>
    /// <param name="steps">How many steps are averaged, at least 1.</param>
    /// <param name="confidence">Confidence of the intervals, in (0, 1); 0.95 by default.</param>
    /// <returns>The prediction for the average of these steps.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public JitterPrediction PredictObserved(int ranks, int steps, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return PredictCore(ranks, steps, confidence, withOffsets: true);
    }

    private JitterPrediction PredictCore(int ranks, int steps, double confidence, bool withOffsets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        Require.Inside(confidence);
        if (_fit is null)
        {
            var one = new Estimate(1, 1, 1, confidence);
            var same = new Estimate(MeanTime, MeanTime, MeanTime, confidence);
            return new JitterPrediction(ranks, same, same, one, one);
        }

        return _fit.Predict(ranks, steps, confidence, withOffsets, PeakTime);
    }
}
