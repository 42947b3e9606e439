using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Ranks;

/// <summary>The generalized extreme value distribution against SciPy.</summary>
public class GoldenExtremesTests
{
    [Fact]
    public void Expected_maxima_agree_with_SciPys_integrals()
    {
        double[] shapes = GoldenColumn.OfFile("extremes-mean");
        double[] draws = GoldenColumn.OfFile("extremes-mean", 1);
        GoldenColumn.Agree(
            GoldenColumn.OfFile("extremes-mean", 2),
            [.. shapes.Zip(draws, (shape, n) => new ExtremeValueFit(8, 2, 0.3, shape).ExpectedMaximumOf(n))],
            1e-6);
    }

    [Fact]
    public void Fits_agree_with_exact_L_moments()
    {
        double[] shapes = GoldenColumn.OfFile("extremes-fit");
        for (int i = 0; i < shapes.Length; i++)
        {
            double shape = shapes[i];
            double[] quantiles = [.. Enumerable.Range(0, 500).Select(j => 2 + 0.3 * (Math.Pow(-Math.Log((j + 0.5) / 500), -shape) - 1) / shape)];
            ExtremeValueFit fit = ExtremeValueFit.Of(quantiles, 1);

            // Hosking's approximation of the shape is good to 0.0009, and the others follow it.
            Assert.Equal(GoldenColumn.OfFile("extremes-fit", 1)[i], fit.Location, 0.0005);
            Assert.Equal(GoldenColumn.OfFile("extremes-fit", 2)[i], fit.Scale, 0.0005);
            Assert.Equal(GoldenColumn.OfFile("extremes-fit", 3)[i], fit.Shape, 0.001);
        }
    }
}
