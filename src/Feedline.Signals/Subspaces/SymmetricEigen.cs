using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Eigenvectors of a symmetric matrix by Jacobi's rotations (1846): O(n³) a sweep, some eight sweeps.</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    // Elements off the diagonal this small, by the trace, are rounding.
    private const double Negligible = 1e-17;

    /// <summary>Finds values and vectors, the largest value first.</summary>
    /// <param name="matrix">Row by row, symmetric, with no value below 0 but by rounding; overwritten.</param>
    /// <param name="size">How many rows.</param>
    /// <returns>The values, and the unit vectors as rows, in the same order.</returns>
    public static (double[] Values, double[][] Vectors) Decompose(double[] matrix, int size)
    {
        var vectors = new double[size][];
        double trace = 0;
        for (int i = 0; i < size; i++)
        {
            vectors[i] = new double[size];
            vectors[i][i] = 1;
            trace += matrix[i * size + i];
        }

        bool isTurned = true;
        for (int sweep = 0; isTurned && sweep < MostSweeps; sweep++)
        {
            isTurned = false;
            for (int p = 0; p < size; p++)
            {
                for (int q = p + 1; q < size; q++)
                {
                    if (!(Math.Abs(matrix[p * size + q]) > Negligible * trace))
                        continue;
                    Rotate(matrix, vectors, size, p, q);
                    isTurned = true;
                }
            }
        }

        var values = new double[size];
        for (int i = 0; i < size; i++)
            values[i] = -matrix[i * size + i];
        Array.Sort(values, vectors);
        TensorPrimitives.Negate<double>(values, values);
        return (values, vectors);
    }

    private static void Rotate(double[] matrix, double[][] vectors, int size, int p, int q)
    {
        double theta = (matrix[q * size + q] - matrix[p * size + p]) / (2 * matrix[p * size + q]);
        double tangent = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double c = 1 / Math.Sqrt(tangent * tangent + 1);
        double s = tangent * c;
        for (int i = 0; i < size; i++)
            Turn(ref matrix[i * size + p], ref matrix[i * size + q], c, s);
        for (int i = 0; i < size; i++)
            Turn(ref matrix[p * size + i], ref matrix[q * size + i], c, s);
        for (int i = 0; i < size; i++)
            Turn(ref vectors[p][i], ref vectors[q][i], c, s);
        matrix[p * size + q] = 0;
        matrix[q * size + p] = 0;
    }

    private static void Turn(ref double a, ref double b, double c, double s) => (a, b) = (c * a - s * b, s * a + c * b);
}
