using Feedline.Signals;

namespace Feedline.Reliability;

/// <summary>The parts of a fit, and the parameters drawn for its intervals.</summary>
internal sealed class JitterFit
{
    private const int DrawCount = 400;
    private const int MostBlocks = 200;
    private const int FewestBlocks = 20;

    // Steps as far apart as this many times their memory are as good as independent.
    private const int BlockMemories = 3;

    // Of the mean time; a thousand times what sums of doubles are off by.
    private const double Rounding = 1e-10;
    private readonly int _seed;
    private readonly double[] _edges;
    private readonly double _stepMemory;
    private readonly double _shareMemory;
    private readonly JitterDraw[] _draws;

    public JitterFit(OwnTimes times, int seed)
    {
        _seed = seed;
        var random = new Random(seed);
        IsShared = SharedSlowdown.IsPresent(times);
        OwnJitter own = IsRounding(times) ? OwnJitter.Of(Ladder(times))
            : IsShared ? SharedSlowdown.Remove(times, random)
            : OwnJitter.Of(times.Residuals);
        double[] jitter = own.Values;
        double[] ascending = [.. jitter];
        Array.Sort(ascending);
        double variance = jitter.Sum(value => value * value) / jitter.Length;
        JitterDeviation = Math.Sqrt(variance);
        (Threshold, Tail) = (own.Tail.Threshold, own.Tail.Tail);
        double inflation = ClusterSize(times, jitter, own.Tail.Excesses.Length);
        EffectiveExcesses = own.Seen.Excesses.Length / inflation;

        double[] stepMeans = times.StepMeans(times.Residuals);
        _shareMemory = SerialDependence.Inflation(stepMeans);
        double shared = stepMeans.Sum(value => value * value) / times.Steps - variance / times.Ranks;
        SharedDeviation = IsShared ? Math.Sqrt(Math.Max(0, shared)) : 0;
        _stepMemory = Math.Max(_shareMemory, inflation);

        int stepsPerBlock = Math.Max(Math.Min((int)(BlockMemories * _stepMemory), times.Steps / FewestBlocks), Math.Max(1, times.Steps / MostBlocks));
        var blocks = new JitterBlocks(times, jitter, ascending, own.Tail.Below, stepsPerBlock);
        _edges = blocks.Edges;

        // How far the means of ranks without offsets would differ.
        double noise = variance / times.Steps * RankMemory(times, jitter);
        double spread = times.RankVariance();
        RankDeviation = Math.Sqrt(Math.Max(0, spread - noise));
        (Dependence, double dependenceError) = RankDependence.Of(times, jitter, random);

        ParetoTail[] tails = TailPosterior.Draw(own.Seen.Excesses, inflation, DrawCount, random);
        _draws = new JitterDraw[DrawCount];
        JitterBody[] bodies = [.. tails.Select(_ => blocks.Draw(random))];
        double slack = MeanSlack(bodies, stepMeans);
        UndoingDoubt? undoing = ReferenceEquals(own.Tail, own.Seen) ? null : UndoingDoubt.Of(times, stepsPerBlock, random);
        for (int i = 0; i < DrawCount; i++)
        {
            ParetoTail tail = own.From(tails[i]);
            JitterBody body = bodies[i] with { TimeMean = bodies[i].TimeMean + slack * Draws.Normal(random) };
            double deviation = Math.Sqrt(Math.Max(0, spread / Draws.ChiSquareShare(random, times.Ranks - 1) - noise));
            double shift = deviation * Draws.Normal(random) / Math.Sqrt(times.Ranks);
            double dependence = Math.Clamp(Dependence + dependenceError * Draws.Normal(random), RankDependence.Least, 1);
            _draws[i] = new JitterDraw(body, undoing?.Draw(tail, random) ?? tail, deviation, shift, dependence);
        }
    }

    public bool IsShared { get; }

    public double SharedDeviation { get; }

    public double RankDeviation { get; }

    public double JitterDeviation { get; }

    public double Threshold { get; }

    public ParetoTail Tail { get; }

    public double EffectiveExcesses { get; }

    public double Dependence { get; }

    public JitterPrediction Predict(int ranks, int steps, double confidence, bool withOffsets, double peak)
    {
        var slowest = new SlowestRank(_edges, JitterDeviation);
        var random = new Random(_seed);
        var offsets = new DrawnOffsets();
        var times = new double[DrawCount];
        var typical = new double[DrawCount];
        var efficiencies = new double[DrawCount];
        var consistencies = new double[DrawCount];
        for (int i = 0; i < DrawCount; i++)
        {
            JitterDraw draw = _draws[i];
            double mean = draw.Body.TimeMean + (withOffsets ? draw.RankShift : 0);
            double base0 = mean - draw.Body.JitterMean;
            double independent = Math.Pow(ranks, draw.Dependence);
            if (steps > 0 && draw.RankDeviation > 0)
                offsets.Set(slowest, draw, ranks, independent, random);
            else
                slowest.Set(draw.Body, draw.Tail, withOffsets ? draw.RankDeviation : 0, independent);
            double largest = steps == 0 ? slowest.Mean() : Observed(slowest, steps, random);
            times[i] = ranks == 1 && steps == 0 ? mean : Math.Max(mean, base0 + largest);
            typical[i] = base0 + slowest.Exceeded(0.5);
            efficiencies[i] = Math.Min(1, mean / times[i]);
            consistencies[i] = Math.Min(efficiencies[i], peak / times[i]);
        }

        return new JitterPrediction(
            ranks, Interval(times, confidence), Interval(typical, confidence), Interval(efficiencies, confidence), Interval(consistencies, confidence));
    }

    /// <summary>What the blocks of steps, which cannot be as long as a memory that spans much of the run, leave out of the doubt in the mean.</summary>
    private double MeanSlack(JitterBody[] bodies, double[] steps)
    {
        double variance = steps.Sum(value => value * value) / steps.Length * _shareMemory / steps.Length;
        double mean = bodies.Average(body => body.TimeMean);
        double seen = bodies.Sum(body => (body.TimeMean - mean) * (body.TimeMean - mean)) / (bodies.Length - 1);
        return Math.Sqrt(Math.Max(0, variance - seen));
    }

    /// <summary>True when ranks of a step differ by no more than their offsets, but for rounding.</summary>
    private static bool IsRounding(OwnTimes times)
    {
        double[] steps = times.StepMeans(times.Residuals);
        double most = 0;
        for (int i = 0; i < times.Residuals.Length; i++)
            most = Math.Max(most, Math.Abs(times.Residuals[i] - steps[i / times.Ranks]));
        return most <= Rounding * times.Mean;
    }

    /// <summary>A jitter too small to matter, so that ranks without any need no model of their own.</summary>
    private static double[] Ladder(OwnTimes times)
    {
        double[] values = [.. Enumerable.Range(0, times.Values.Length).Select(i => Rounding * times.Mean * ((i * 0.618034 % 1) - 0.5))];
        double mean = values.Average();
        return [.. values.Select(value => value - mean)];
    }

    /// <summary>By how much excesses that come together, in time or on few ranks, tell less than as many independent ones.</summary>
    private double ClusterSize(OwnTimes times, double[] jitter, int exceeding)
    {
        var perStep = new double[times.Steps];
        var perRank = new double[times.Ranks];
        for (int i = 0; i < jitter.Length; i++)
        {
            if (jitter[i] > Threshold)
            {
                perStep[i / times.Ranks]++;
                perRank[i % times.Ranks]++;
            }
        }

        // Ranks of one kind differ as binomial counts do.
        double time = SerialDependence.Inflation(perStep);
        double mean = (double)exceeding / times.Ranks;
        double variance = perRank.Sum(count => (count - mean) * (count - mean)) / (times.Ranks - 1);
        double ranks = variance / (mean * (1 - mean / times.Steps) * time);
        return time * Math.Max(1, ranks);
    }

    /// <summary>Memory of the ranks' own jitter, on average over them.</summary>
    private static double RankMemory(OwnTimes times, double[] jitter)
    {
        var column = new double[times.Steps];
        double sum = 0;
        for (int rank = 0; rank < times.Ranks; rank++)
        {
            for (int step = 0; step < times.Steps; step++)
                column[step] = jitter[step * times.Ranks + rank];
            sum += SerialDependence.Inflation(column);
        }

        return sum / times.Ranks;
    }

    private double Observed(SlowestRank slowest, int steps, Random random)
    {
        int independent = Math.Max(1, (int)(steps / _stepMemory));
        double sum = 0;
        for (int i = 0; i < independent; i++)
            sum += slowest.Exceeded(1 - random.NextDouble() * 0.9999999999);
        return sum / independent + SharedDeviation * Math.Sqrt(_shareMemory / steps) * Draws.Normal(random);
    }

    private static Estimate Interval(double[] draws, double confidence)
    {
        double outside = (1 - confidence) / 2;
        Array.Sort(draws);
        return new Estimate(At(0.5), At(outside), At(1 - outside), confidence);

        // By neighbours rather than between them: infinities have no middle.
        double At(double level) => draws[(int)Math.Clamp(level * draws.Length, 0, draws.Length - 1)];
    }
}
