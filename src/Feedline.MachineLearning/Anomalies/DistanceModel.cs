using System.Numerics.Tensors;

namespace Feedline.MachineLearning;

/// <summary>How far a scaled row is from the usual ones: the Mahalanobis distance of probabilistic PCA.</summary>
/// <remarks>
/// With x the row less the mean, u(k) the directions, v(k) the variance along them and w the mean variance across them: the whitened row is
/// y = x/√w + Σ (1/√v(k) - 1/√w)(u(k)·x) u(k), the distance √(Σ y²/length), near 1 for usual rows. The share of number j is y(j)²/Σ y². Unlike the residual alone, which
/// ML.NET's scorer gives as a share of the row's own length, it also sees a row that is far out along a direction of common variation.
/// Sources: Tipping and Bishop, "Probabilistic principal component analysis", JRSS B 61 (1999); Alcala and Qin, "Analysis and generalization of
/// fault diagnosis methods for process monitoring", Journal of Process Control 21 (2011), complete decomposition.
/// </remarks>
internal sealed class DistanceModel
{
    /// <summary>The least variance of anything, in squared spreads: numbers that do not vary are not to make each rounding a deviation.</summary>
    private const double LeastVariance = 0.01;

    public DistanceModel(double[] mean, double[] directions, double[] gains, double restGain)
    {
        Mean = mean;
        Directions = directions;
        Gains = gains;
        RestGain = restGain;
    }

    public double[] Mean { get; }

    /// <summary>Orthogonal unit vectors, one after the other.</summary>
    public double[] Directions { get; }

    /// <summary>1/√v(k) - 1/√w, one a direction.</summary>
    public double[] Gains { get; }

    /// <summary>1/√w.</summary>
    public double RestGain { get; }

    public static DistanceModel Fit(IReadOnlyList<float[]> rows, int components, CancellationToken cancellationToken)
    {
        int width = rows[0].Length;
        PrincipalComponents found = PrincipalComponents.Fit(rows, components, cancellationToken);
        int count = Orthogonal.Orthonormalize(found.Directions, width);
        double[] directions = found.Directions[..(count * width)];

        // The variation of the rows themselves, in doubles.
        var covariance = new double[count * count];
        var x = new double[width];
        var along = new double[count];
        double total = 0;
        foreach (float[] row in rows)
        {
            TensorPrimitives.ConvertTruncating<float, double>(row, x);
            TensorPrimitives.Subtract(x, found.Mean, x);
            total += TensorPrimitives.SumOfSquares<double>(x);
            for (int k = 0; k < count; k++)
                along[k] = TensorPrimitives.Dot<double>(directions.AsSpan(k * width, width), x);
            for (int k = 0; k < count; k++)
                TensorPrimitives.MultiplyAdd(along, along[k], covariance.AsSpan(k * count, count), covariance.AsSpan(k * count, count));
        }

        double freedom = Math.Max(1, rows.Count - 1 - count);
        double[] turns = Orthogonal.Diagonalize(covariance, count);
        double[] variances = [.. Enumerable.Range(0, count).Select(k => Math.Max(0, covariance[(k * count) + k]))];
        double rest = Math.Max(LeastVariance, (total - variances.Sum()) / (freedom * Math.Max(1, width - count)));
        double[] gains = [.. variances.Select(variance => (1 / Math.Sqrt(Math.Max(rest, variance / (rows.Count - 1)))) - (1 / Math.Sqrt(rest)))];
        return new DistanceModel(found.Mean, Turned(directions, turns, count, width), gains, 1 / Math.Sqrt(rest));
    }

    /// <summary>Whitens a row in place.</summary>
    /// <param name="row">The scaled row; receives y.</param>
    /// <param name="scratch">As much memory again.</param>
    /// <returns>Σ y².</returns>
    public double Whiten(Span<double> row, Span<double> scratch)
    {
        TensorPrimitives.Subtract(row, Mean, row);
        TensorPrimitives.Multiply(row, RestGain, scratch);
        for (int k = 0; k < Gains.Length; k++)
        {
            ReadOnlySpan<double> direction = Directions.AsSpan(k * row.Length, row.Length);
            TensorPrimitives.MultiplyAdd(direction, Gains[k] * TensorPrimitives.Dot(direction, row), scratch, scratch);
        }

        scratch.CopyTo(row);
        return TensorPrimitives.SumOfSquares<double>(row);
    }

    private static double[] Turned(double[] directions, double[] turns, int count, int width)
    {
        var turned = new double[directions.Length];
        for (int k = 0; k < count; k++)
        {
            Span<double> to = turned.AsSpan(k * width, width);
            for (int i = 0; i < count; i++)
                TensorPrimitives.MultiplyAdd(directions.AsSpan(i * width, width), turns[(i * count) + k], to, to);
        }

        return turned;
    }
}
