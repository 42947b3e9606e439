using CsCheck;

namespace Feedline.MachineLearning.Tests.Anomalies;

public class DistanceModelTests
{
    [Fact]
    public void The_distance_is_that_of_the_covariance_it_stands_for()
    {
        // x'M x with M = Σ u u'/v + (I - Σ u u')/w, written out.
        float[][] rows = [.. Rows(new Random(1), 200, 10)];
        var model = DistanceModel.Fit(rows, 3, TestContext.Current.CancellationToken);
        Assert.Equal(3, model.Gains.Length);
        double[,] matrix = new double[10, 10];
        for (int i = 0; i < 10; i++)
        {
            matrix[i, i] = model.RestGain * model.RestGain;
            for (int j = 0; j < 10; j++)
            {
                for (int k = 0; k < 3; k++)
                {
                    double u = model.Directions[(k * 10) + i] * model.Directions[(k * 10) + j];
                    double along = model.Gains[k] + model.RestGain;
                    matrix[i, j] += u * ((along * along) - (model.RestGain * model.RestGain));
                }
            }
        }

        foreach (float[] row in rows.Take(20))
        {
            double[] x = [.. row.Select((value, i) => value - model.Mean[i])];
            double expected = 0;
            for (int i = 0; i < 10; i++)
            {
                for (int j = 0; j < 10; j++)
                    expected += x[i] * matrix[i, j] * x[j];
            }

            double[] white = [.. row.Select(value => (double)value)];
            Assert.Equal(expected, model.Whiten(white, new double[10]), 1e-9 * (1 + expected));
            Assert.Equal(expected, white.Sum(y => y * y), 1e-9 * (1 + expected));
        }
    }

    [Fact]
    public void Rows_it_is_fitted_to_are_about_one_away()
    {
        float[][] rows = [.. Rows(new Random(2), 400, 12)];
        var model = DistanceModel.Fit(rows, 3, TestContext.Current.CancellationToken);
        double mean = rows.Average(row => model.Whiten([.. row.Select(x => (double)x)], new double[12]) / 12);
        Assert.InRange(mean, 0.9, 1.1);
    }

    [Fact]
    public void Directions_are_orthogonal_whatever_the_vectors() =>
        Gen.Select(Gen.Double[-1, 1].Array[40], Gen.Int[0, 4]).Sample((vectors, copied) =>
        {
            Array.Copy(vectors, 0, vectors, 8 * copied, 8);
            int count = Orthogonal.Orthonormalize(vectors, 8);
            Assert.InRange(count, 1, copied == 0 ? 5 : 4);
            for (int a = 0; a < count; a++)
            {
                for (int b = 0; b < count; b++)
                    Assert.Equal(a == b ? 1 : 0, Enumerable.Range(0, 8).Sum(i => vectors[(a * 8) + i] * vectors[(b * 8) + i]), 1e-9);
            }
        });

    [Fact]
    public void Rotations_give_the_eigenvectors() => Gen.Double[-1, 1].Array[25].Sample(values =>
    {
        double[] matrix = [.. Enumerable.Range(0, 25).Select(i => values[i] + values[((i % 5) * 5) + (i / 5)])];
        double[] diagonal = [.. matrix];
        double[] vectors = Orthogonal.Diagonalize(diagonal, 5);
        for (int k = 0; k < 5; k++)
        {
            for (int i = 0; i < 5; i++)
            {
                double product = Enumerable.Range(0, 5).Sum(j => matrix[(i * 5) + j] * vectors[(j * 5) + k]);
                Assert.Equal(diagonal[(k * 5) + k] * vectors[(i * 5) + k], product, 1e-9);
            }
        }
    });

    private static IEnumerable<float[]> Rows(Random random, int count, int width)
    {
        for (int n = 0; n < count; n++)
        {
            double common = 5 * (random.NextDouble() - 0.5);
            double other = 3 * (random.NextDouble() - 0.5);
            yield return [.. Enumerable.Range(0, width).Select(i => (float)(common + (i % 2 * other) + random.NextDouble()))];
        }
    }
}
