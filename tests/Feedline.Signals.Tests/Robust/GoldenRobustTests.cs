using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Robust;

/// <summary>Robust lines against SciPy, the robust scale against its definition in NumPy.</summary>
public class GoldenRobustTests
{
    private static readonly double[] Series = GoldenColumn.First(60);
    private static readonly int[] Counts = [.. GoldenColumn.OfFile("robust-lines").Select(x => (int)x)];

    [Fact]
    public void Lines_agree_with_SciPy()
    {
        Agree([.. Enumerable.Range(0, 60).Select(t => (double)t)], 1);
        Agree(GoldenColumn.Second(60), 3);

        static void Agree(double[] places, int column)
        {
            RobustLine[] lines = [.. Counts.Select(n => TheilSen.Fit(places.AsSpan(0, n), Series.AsSpan(0, n), new double[60 * 59 / 2]))];
            GoldenColumn.Agree(GoldenColumn.OfFile("robust-lines", column), [.. lines.Select(line => line.Slope)], 1e-12);
            GoldenColumn.Agree(GoldenColumn.OfFile("robust-lines", column + 1), [.. lines.Select(line => line.Intercept)], 1e-12);
        }
    }

    [Fact]
    public void Scales_agree_with_the_definition() => GoldenColumn.Agree(
        GoldenColumn.OfFile("robust-lines", 5), [.. Counts.Select(n => QnScale.Of(Series.AsSpan(0, n), new double[60 * 59 / 2]))], 1e-13);
}
