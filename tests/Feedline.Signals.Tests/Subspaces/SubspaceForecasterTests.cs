using CsCheck;

namespace Feedline.Signals.Tests.Subspaces;

public class SubspaceForecasterTests
{
    private static readonly Gen<(double[] Series, int Window)> Noisy =
        Gen.Select(Gen.Int[2, 12], Gen.Int[1, 40]).SelectMany((window, more) => Gen.Double[-1, 1].Array[2 * window + more].Select(s => (s, window)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.05, 1)]
    [InlineData(0.05, 1e-9)]
    [InlineData(0.05, 1e9)]
    public void Lines_and_seasons_go_on_exactly(double slope, double unit)
    {
        double At(int t) => unit * (3 + slope * t + 2 * Math.Sin(2 * Math.PI * t / 12));
        var forecaster = new SubspaceForecaster(SsaModel.Train([.. Enumerable.Range(0, 120).Select(At)], 24), isContinued: true);
        for (int t = 120; t < 400; t++)
        {
            Assert.Equal(At(t) / unit, forecaster.Next / unit, 1e-6);
            forecaster.Add(At(t));
        }
    }

    /// <summary>Of equal values any basis is right: what must hold is that all are eigenvectors, orthonormal, and complete.</summary>
    [Fact]
    public void Directions_are_those_of_the_trajectory_matrix() =>
        Noisy.Sample((series, window) =>
        {
            double[] gram = NaiveSubspace.Gram(series, window);
            (double[] values, double[][] vectors) = SymmetricEigen.Decompose([.. gram], window);
            double trace = Enumerable.Range(0, window).Sum(i => gram[i * window + i]);
            double tolerance = 1e-12 * trace;
            for (int k = 0; k < window; k++)
            {
                double[] u = vectors[k];
                for (int i = 0; i < window; i++)
                    Assert.Equal(values[k] * u[i], Enumerable.Range(0, window).Sum(j => gram[i * window + j] * u[j]), tolerance);
                for (int other = 0; other <= k; other++)
                    Assert.Equal(other == k ? 1 : 0, Dot(u, vectors[other]), 1e-12);
                Assert.True(k == 0 || values[k] <= values[k - 1]);
            }

            Assert.Equal(trace, values.Sum(), tolerance);
            Assert.Equal(gram.Sum(x => x * x), values.Sum(x => x * x), 1e-12 * trace * trace);

            double[][] directions = SubspaceTraining.Of(series, window).Directions;
            Assert.InRange(directions.Length, 1, Math.Max(1, window / 2));
        });

    /// <summary>Where the next value is clearly less, the space of the leading directions is unique: subspace iteration finds the same.</summary>
    [Fact]
    public void Leading_directions_span_the_dominant_space() =>
        Noisy.Sample((series, window) =>
        {
            double[] gram = NaiveSubspace.Gram(series, window);
            (double[] values, _) = SymmetricEigen.Decompose([.. gram], window);
            SubspaceTraining training = SubspaceTraining.Of(series, window);
            int rank = training.Directions.Length;
            if (IsLevel(training) || !(values[rank - 1] > 1e-3 * values[0]) || !(values[rank] < 0.7 * values[rank - 1]))
                return;

            double[][] expected = NaiveSubspace.Dominant(gram, window, rank);
            for (int i = 0; i < window; i++)
            {
                for (int j = 0; j < window; j++)
                    Assert.Equal(expected.Sum(u => u[i] * u[j]), training.Directions.Sum(u => u[i] * u[j]), 1e-8);
            }
        });

    [Fact]
    public void Predictions_equal_the_definition() =>
        Gen.Select(Noisy, Gen.Double[-1, 1].Array[30]).Sample((made, rest) =>
        {
            (double[] series, int window) = made;
            SsaModel model = SsaModel.Train(series, window);

            // Those that it was trained to: of equal values any basis is right.
            double[][] directions = model.Training.Directions;
            var forecaster = new SubspaceForecaster(model, isContinued: true);
            double[] expected = NaiveSubspace.Predictions(series, rest, directions);
            double tolerance = 1e-9 / (1 - directions.Sum(u => u[^1] * u[^1]));
            for (int i = 0; i < rest.Length; i++)
            {
                Assert.Equal(expected[i], forecaster.Next, tolerance);
                forecaster.Add(rest[i]);
            }
        });

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    /// <summary>Whether no direction served and the level of the window was taken.</summary>
    private static bool IsLevel(SubspaceTraining training) => training.Directions.Length == 1 && training.Directions[0].Distinct().Count() == 1;
}
