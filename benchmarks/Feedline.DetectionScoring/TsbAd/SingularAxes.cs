using System.Numerics.Tensors;

namespace Feedline.DetectionScoring.TsbAd;

/// <summary>
/// Singular values of a tall matrix and the axes they belong to: Gram-Schmidt to a triangle, then one-sided Jacobi rotations, which
/// keep the small singular values exact. Source: Demmel and Veselić, "Jacobi's method is more accurate than QR", SIMAX 13 (1992).
/// </summary>
internal static class SingularAxes
{
    private const int MostSweeps = 40;
    private const double Orthogonal = 1e-14;

    /// <summary>Takes the columns of the matrix; gives the singular values in no order, and as many axes.</summary>
    public static (double[] Singular, double[][] Axes) Of(double[][] columns)
    {
        double[][] left = Triangle(columns);
        double[][] axes = [.. left.Select((_, j) => Unit(left.Length, j))];
        bool isDone = false;
        for (int sweep = 0; sweep < MostSweeps && !isDone; sweep++)
        {
            isDone = true;
            for (int i = 0; i < left.Length; i++)
            {
                for (int j = i + 1; j < left.Length; j++)
                    isDone &= !Rotate(left[i], left[j], axes[i], axes[j]);
            }
        }

        // The rotations give Σ in the columns and, as rows here, the axes.
        return ([.. left.Select(column => TensorPrimitives.Norm<double>(column))], axes);
    }

    private static double[] Unit(int length, int at)
    {
        double[] unit = new double[length];
        unit[at] = 1;
        return unit;
    }

    private static double[][] Triangle(double[][] columns)
    {
        double[][] rest = [.. columns.Select(column => (double[])column.Clone())];
        double[][] triangle = [.. columns.Select(_ => new double[columns.Length])];
        for (int i = 0; i < rest.Length; i++)
        {
            double norm = TensorPrimitives.Norm<double>(rest[i]);
            triangle[i][i] = norm;
            if (norm == 0)
                continue;
            TensorPrimitives.Divide<double>(rest[i], norm, rest[i]);
            for (int j = i + 1; j < rest.Length; j++)
            {
                double dot = TensorPrimitives.Dot<double>(rest[i], rest[j]);
                triangle[j][i] = dot;
                TensorPrimitives.MultiplyAdd<double>(rest[i], -dot, rest[j], rest[j]);
            }
        }

        return triangle;
    }

    private static bool Rotate(double[] a, double[] b, double[] axisA, double[] axisB)
    {
        double aa = TensorPrimitives.SumOfSquares<double>(a);
        double bb = TensorPrimitives.SumOfSquares<double>(b);
        double ab = TensorPrimitives.Dot<double>(a, b);
        if (Math.Abs(ab) <= Orthogonal * Math.Sqrt(aa * bb))
            return false;
        double zeta = (bb - aa) / (2 * ab);
        double tangent = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
        double cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        Turn(a, b, cosine, cosine * tangent);
        Turn(axisA, axisB, cosine, cosine * tangent);
        return true;
    }

    private static void Turn(double[] a, double[] b, double cosine, double sine)
    {
        for (int i = 0; i < a.Length; i++)
            (a[i], b[i]) = (cosine * a[i] - sine * b[i], sine * a[i] + cosine * b[i]);
    }
}
