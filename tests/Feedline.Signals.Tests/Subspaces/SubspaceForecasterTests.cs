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
        var forecaster = new SubspaceForecaster([.. Enumerable.Range(0, 120).Select(At)], 24);
        for (int t = 120; t < 400; t++)
        {
            Assert.Equal(At(t) / unit, forecaster.Next / unit, 1e-6);
            forecaster.Add(At(t));
        }
    }

    [Fact]
    public void Directions_are_those_of_the_trajectory_matrix() =>
        Noisy.Sample((series, window) =>
        {
            double[] gram = NaiveSubspace.Gram(series, window);
            double[][] directions = SubspaceTraining.Of(series, window).Directions;
            double before = double.PositiveInfinity;
            foreach (double[] u in directions)
            {
                // G u = λ u, λ falling, of length 1.
                double[] image = [.. Enumerable.Range(0, window).Select(i => Enumerable.Range(0, window).Sum(j => gram[i * window + j] * u[j]))];
                double value = u.Zip(image, (a, b) => a * b).Sum();
                for (int i = 0; i < window; i++)
                    Assert.Equal(value * u[i], image[i], 1e-9);
                Assert.Equal(1, u.Sum(x => x * x), 1e-9);
                Assert.True(value <= before + 1e-9);
                before = value;
            }
        });

    [Fact]
    public void Predictions_equal_the_definition() =>
        Gen.Select(Noisy, Gen.Double[-1, 1].Array[30]).Sample((made, rest) =>
        {
            (double[] series, int window) = made;
            double[][] directions = SubspaceTraining.Of(series, window).Directions;
            var forecaster = new SubspaceForecaster(series, window);
            double[] expected = NaiveSubspace.Predictions(series, rest, directions);
            double tolerance = 1e-9 / (1 - directions.Sum(u => u[^1] * u[^1]));
            for (int i = 0; i < rest.Length; i++)
            {
                Assert.Equal(expected[i], forecaster.Next, tolerance);
                forecaster.Add(rest[i]);
            }
        });
}
