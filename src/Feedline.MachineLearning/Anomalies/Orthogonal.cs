using System.Numerics.Tensors;

namespace Feedline.MachineLearning;

/// <summary>Makes directions orthogonal, and then the variation along them independent.</summary>
internal static class Orthogonal
{
    /// <summary>What is left of a vector once the others are taken off must be more than this, or it is only their rounding.</summary>
    private const double LeastRest = 1e-3;
    private const int Sweeps = 30;

    /// <summary>Gram-Schmidt, done twice for its rounding. ML.NET's vectors are of floats and, where there is little variation, far from orthogonal.</summary>
    /// <param name="vectors">Vectors, one after the other; receives the orthogonal ones.</param>
    /// <param name="width">Their length.</param>
    /// <returns>How many there are: those that depend on others are dropped.</returns>
    public static int Orthonormalize(double[] vectors, int width)
    {
        int kept = 0;
        for (int k = 0; k < vectors.Length / width; k++)
        {
            Span<double> vector = vectors.AsSpan(k * width, width);
            double length = TensorPrimitives.Norm<double>(vector);
            if (!(length > 0 && double.IsFinite(length)))
                continue;

            TensorPrimitives.Divide(vector, length, vector);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int other = 0; other < kept; other++)
                {
                    ReadOnlySpan<double> before = vectors.AsSpan(other * width, width);
                    TensorPrimitives.MultiplyAdd(before, -TensorPrimitives.Dot(before, vector), vector, vector);
                }
            }

            double rest = TensorPrimitives.Norm<double>(vector);
            if (rest <= LeastRest)
                continue;

            Span<double> place = vectors.AsSpan(kept * width, width);
            TensorPrimitives.Divide(vector, rest, place);
            kept++;
        }

        return kept;
    }

    /// <summary>Turns a symmetric matrix into its eigenvalues by Jacobi's rotations.</summary>
    /// <param name="matrix">Row by row; its diagonal receives the eigenvalues.</param>
    /// <param name="size">How many rows it has.</param>
    /// <returns>The eigenvectors: column k is that of value k.</returns>
    public static double[] Diagonalize(double[] matrix, int size)
    {
        var turns = new double[size * size];
        for (int i = 0; i < size; i++)
            turns[(i * size) + i] = 1;

        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int q = p + 1; q < size; q++)
                    Rotate(matrix, turns, size, p, q);
            }
        }

        return turns;
    }

    private static void Rotate(double[] matrix, double[] turns, int size, int p, int q)
    {
        double off = matrix[(p * size) + q];
        if (Math.Abs(off) < 1e-300)
            return;

        double theta = (matrix[(q * size) + q] - matrix[(p * size) + p]) / (2 * off);
        double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1);
        double s = t * c;
        for (int i = 0; i < size; i++)
            Turn(ref matrix[(i * size) + p], ref matrix[(i * size) + q], c, s);
        for (int i = 0; i < size; i++)
            Turn(ref matrix[(p * size) + i], ref matrix[(q * size) + i], c, s);
        for (int i = 0; i < size; i++)
            Turn(ref turns[(i * size) + p], ref turns[(i * size) + q], c, s);
    }

    private static void Turn(ref double a, ref double b, double c, double s) => (a, b) = ((c * a) - (s * b), (s * a) + (c * b));
}
