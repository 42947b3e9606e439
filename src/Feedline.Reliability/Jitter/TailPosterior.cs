using System.Numerics.Tensors;
using Feedline.Signals;

namespace Feedline.Reliability;

/// <summary>Tails that the excesses leave possible, each as often as it is likely.</summary>
/// <remarks>
/// The likelihood of a generalised Pareto tail on a grid of shape and log scale, flat before the data, to the power 1 / inflation: excesses
/// that come in clusters tell less than they are. Unlike the normal approximation it is skewed as the truth is: a heavy tail
/// is harder to exclude than a light one.
/// </remarks>
internal static class TailPosterior
{
    private const int Nodes = 41;
    private const double Reach = 4.5;
    private const double LeastShape = -0.5;
    private const double GreatestShape = 1.5;

    /// <summary>Draws tails.</summary>
    public static ParetoTail[] Draw(double[] excesses, double inflation, int count, Random random)
    {
        ParetoTail best = ParetoTail.Of(excesses);
        double effective = Math.Max(3, excesses.Length / inflation);
        double shapeError = Math.Max(0.1, 1 + best.Shape) / Math.Sqrt(effective);
        double logScaleError = Math.Sqrt(2.5 / effective);
        double low = Math.Max(LeastShape, best.Shape - Reach * shapeError);
        double high = Math.Clamp(best.Shape + Reach * shapeError, low + 0.1, Math.Max(GreatestShape, best.Shape + 0.1));
        double shapeStep = (high - low) / (Nodes - 1);
        double logScaleStep = 2 * Reach * logScaleError / (Nodes - 1);
        double leastLogScale = Math.Log(best.Scale) - Reach * logScaleError;

        var logs = new double[excesses.Length];
        var likelihoods = new double[Nodes * Nodes];
        double greatest = TensorPrimitives.Max<double>(excesses);
        for (int i = 0; i < likelihoods.Length; i++)
        {
            var tail = new ParetoTail(low + i / Nodes * shapeStep, Math.Exp(leastLogScale + i % Nodes * logScaleStep));
            likelihoods[i] = LogLikelihood(tail, excesses, greatest, logs) / inflation;
        }

        double top = TensorPrimitives.Max<double>(likelihoods);
        double total = 0;
        for (int i = 0; i < likelihoods.Length; i++)
            likelihoods[i] = total += Math.Exp(likelihoods[i] - top);

        // One draw in each of equal slices of the probability: fewer draws tell the ends of an interval as well.
        var tails = new ParetoTail[count];
        int node = 0;
        for (int i = 0; i < count; i++)
        {
            double at = (i + random.NextDouble()) / count * total;
            while (likelihoods[node] < at)
                node++;
            double shape = low + (node / Nodes + random.NextDouble() - 0.5) * shapeStep;
            double logScale = leastLogScale + (node % Nodes + random.NextDouble() - 0.5) * logScaleStep;
            tails[i] = new ParetoTail(Math.Max(LeastShape, shape), Math.Exp(logScale));
        }

        random.Shuffle(tails);
        return tails;
    }

    private static double LogLikelihood(ParetoTail tail, double[] excesses, double greatest, double[] logs)
    {
        if (Math.Abs(tail.Shape) < 1e-6)
            return -excesses.Length * Math.Log(tail.Scale) - TensorPrimitives.Sum<double>(excesses) / tail.Scale;
        if (1 + tail.Shape * greatest / tail.Scale <= 0)
            return double.NegativeInfinity;

        TensorPrimitives.Multiply(excesses, tail.Shape / tail.Scale, logs);
        TensorPrimitives.LogP1<double>(logs, logs);
        return -excesses.Length * Math.Log(tail.Scale) - (1 + 1 / tail.Shape) * TensorPrimitives.Sum<double>(logs);
    }
}
