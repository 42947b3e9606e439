using System.Numerics.Tensors;

namespace Feedline.DetectionScoring.TsbAd;

/// <summary>Least-squares polynomial, by polynomials that are orthogonal on the places given (Forsythe, SIAM J. 5, 1957).</summary>
internal static class Polynomial
{
    /// <summary>Fits one to values and gives it at other places.</summary>
    public static double[] FitAndEvaluate(double[] places, double[] values, int degree, double[] at)
    {
        double middle = (places.Min() + places.Max()) / 2;
        double half = (places.Max() - places.Min()) / 2;
        double[] x = [.. places.Select(place => (place - middle) / half)];
        double[] z = [.. at.Select(place => (place - middle) / half)];
        double[] before = new double[x.Length], beforeAt = new double[z.Length];
        double[] basis = [.. x.Select(_ => 1.0)], basisAt = [.. z.Select(_ => 1.0)];
        double[] fitted = new double[z.Length];
        double[] rest = [.. values];
        double normBefore = 1;
        for (int power = 0; power <= degree; power++)
        {
            double norm = TensorPrimitives.SumOfSquares<double>(basis);
            double weight = TensorPrimitives.Dot<double>(rest, basis) / norm;
            TensorPrimitives.MultiplyAdd<double>(basisAt, weight, fitted, fitted);
            TensorPrimitives.MultiplyAdd<double>(basis, -weight, rest, rest);
            double shift = x.Select((place, i) => place * basis[i] * basis[i]).Sum() / norm;
            double share = power == 0 ? 0 : norm / normBefore;
            (before, basis) = (basis, Next(x, basis, before, shift, share));
            (beforeAt, basisAt) = (basisAt, Next(z, basisAt, beforeAt, shift, share));
            normBefore = norm;
        }

        return fitted;
    }

    private static double[] Next(double[] x, double[] basis, double[] before, double shift, double share) =>
        [.. x.Select((place, i) => (place - shift) * basis[i] - share * before[i])];
}
