using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>The likeliest generalised Pareto tail of excesses, with shape γ at or above -½, renewed as excesses come and go.</summary>
/// <remarks>
/// <para>Of N known excesses y and others known only to be above c: with z = γ / σ the best γ is A(z) = (Σ ln(1 + z y) + Σ ln(1 + z c)) / N, which
/// leaves one unknown. The log likelihood is then highest where <see cref="TailSums.Slope"/> falls through 0. At γ = 0 the best σ is (Σ y + Σ c) / N.
/// Below γ = -½ estimates are not sound and the likelihood has no bound; on that edge it is highest where <see cref="TailSums.Edge"/> is 0.</para>
/// <para>An excess more moves the root a little, so Newton's method from the last one is done in a pass or two. All roots are looked for at first, and again
/// once as many excesses have come as were there. Source: Grimshaw, "Computing maximum likelihood estimates for the generalized Pareto
/// distribution", Technometrics 35 (1993), with the terms of censored values added.</para>
/// </remarks>
internal sealed class TailFit
{
    private const double LeastShape = -0.5;
    private const int Steps = 12;

    // Bisections enough for the digits of a double.
    private const int Refinements = 80;

    // In units of the mean excess. Nearer to 0 a tail is as good as exponential.
    private const double Smallest = 1e-5;
    private const double Greatest = 1e8;

    // Three to a factor of ten: 40 places above 0.
    private const int GridPoints = 40;

    private double _z;
    private bool _isOnEdge;
    private int _untilSearch;

    public void Clear()
    {
        _z = 0;
        _isOnEdge = false;
        _untilSearch = 0;
    }

    /// <summary>The likeliest tail of at least one excess; those below 0 are known only to be above their magnitude.</summary>
    public ParetoTail Of(ReadOnlySpan<double> excesses)
    {
        int known = 0;
        foreach (double y in excesses)
            known += y > 0 ? 1 : 0;
        double mean = TensorPrimitives.SumOfMagnitudes(excesses) / Math.Max(1, known);
        double most = Math.Abs(TensorPrimitives.MaxMagnitude(excesses));
        ParetoTail tail = new(0, mean);
        if (_untilSearch-- > 0)
        {
            bool isFollowed = _z == 0 ? IsTopAtNoShape(excesses, mean, most)
                : _isOnEdge ? FollowEdge(excesses, most, ref tail)
                : FollowRoot(excesses, mean, most, ref tail);
            if (isFollowed)
                return tail;
        }

        tail = Search(excesses, mean, most);
        _untilSearch = excesses.Length;
        return tail;
    }

    /// <summary>True when the likelihood falls to both sides of an exponential tail.</summary>
    private static bool IsTopAtNoShape(ReadOnlySpan<double> excesses, double mean, double most)
    {
        double z = 10 * Smallest / mean;
        return double.IsFinite(z) && TailSums.At(excesses, z).Slope <= 0 && 1 - z * most > 0 && TailSums.At(excesses, -z).Slope >= 0;
    }

    private bool FollowRoot(ReadOnlySpan<double> excesses, double mean, double most, ref ParetoTail tail)
    {
        double z = _z;
        for (int i = 0; i < Steps; i++)
        {
            if (!(1 + z * most > 1e-9 && Math.Abs(z) * mean > Smallest))
                return false;

            TailSums sums = TailSums.At(excesses, z);
            double bend = sums.SlopeBend(z);
            if (!(bend < 0))
                return false;

            double step = Math.Clamp(-sums.Slope / bend, -0.5 * Math.Abs(z), 0.5 * Math.Abs(z));
            if (Math.Abs(step) < 1e-7 * Math.Abs(z))
            {
                double shape = sums.Log + sums.LogBend(z) * step;
                _z = z + step;
                tail = new ParetoTail(shape, shape / _z);
                return shape > LeastShape;
            }

            z += step;
        }

        return false;
    }

    private bool FollowEdge(ReadOnlySpan<double> excesses, double most, ref ParetoTail tail)
    {
        double z = _z;
        for (int i = 0; i < Steps; i++)
        {
            if (!(z < 0 && 1 + z * most > 1e-9))
                return false;

            TailSums sums = TailSums.At(excesses, z);
            double step = -sums.Edge / sums.EdgeBend(z);
            z += step;
            if (Math.Abs(step) < 1e-7 * Math.Abs(z))
            {
                // Still the top, as long as the likelihood does not rise away from the edge.
                _z = z;
                tail = new ParetoTail(LeastShape, LeastShape / z);
                return sums.Log <= LeastShape;
            }
        }

        return false;
    }

    private ParetoTail Search(ReadOnlySpan<double> excesses, double mean, double most)
    {
        _z = 0;
        _isOnEdge = false;
        var best = new ParetoTail(0, mean);
        double likelihood = -1 - Math.Log(mean);
        if (!double.IsFinite(1 / mean))
            return best;

        // Log likelihoods are per known excess.
        double edge = Edge(excesses, most);
        TailSums sums = TailSums.At(excesses, edge);
        double atEdge = -Math.Log(LeastShape / edge) + 2 * sums.Log - sums.KnownLog;
        if (atEdge > likelihood)
        {
            (_z, _isOnEdge, likelihood) = (edge, true, atEdge);
            best = new ParetoTail(LeastShape, LeastShape / edge);
        }

        double before = double.NaN;
        double slopeBefore = 0;
        for (int i = -GridPoints; i < GridPoints; i++)
        {
            // Rising: from just above -1 / most to nearly 0, then from nearly 0 upwards.
            double z = i < 0
                ? -(1 - Math.Exp(-20.0 * (i + 0.5) * (i + 0.5) / (GridPoints * GridPoints))) / most
                : Smallest * Math.Pow(Greatest / Smallest, i / (GridPoints - 1.0)) / mean;
            double slope = TailSums.At(excesses, z).Slope;
            if (slopeBefore > 0 && slope <= 0)
            {
                double root = Root(excesses, before, z);
                sums = TailSums.At(excesses, root);
                double shape = sums.Log;
                double at = -Math.Log(shape / root) - 1 - sums.KnownLog;
                if (shape > LeastShape && Math.Abs(root) * mean > Smallest && at > likelihood)
                {
                    (_z, _isOnEdge, likelihood) = (root, false, at);
                    best = new ParetoTail(shape, shape / root);
                }
            }

            (before, slopeBefore) = (z, slope);
        }

        return best;
    }

    /// <summary>Where the slope falls through 0, between a z where it is above and one where it is not.</summary>
    private static double Root(ReadOnlySpan<double> excesses, double low, double high)
    {
        for (int i = 0; i < Refinements && high - low > 1e-13 * Math.Abs(high); i++)
        {
            double middle = low + (high - low) / 2;
            if (TailSums.At(excesses, middle).Slope > 0)
                low = middle;
            else
                high = middle;
        }

        return low + (high - low) / 2;
    }

    /// <summary>The z of the edge, between -1 / most and 0.</summary>
    private static double Edge(ReadOnlySpan<double> excesses, double most)
    {
        double low = -1 / most;
        double high = 0;
        for (int i = 0; i < Refinements && high - low > 1e-13 * -low; i++)
        {
            double middle = low + (high - low) / 2;
            if (1 + middle * most > 0 && TailSums.At(excesses, middle).Edge < 0)
                high = middle;
            else
                low = middle;
        }

        return high;
    }
}
