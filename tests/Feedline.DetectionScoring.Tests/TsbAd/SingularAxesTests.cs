using CsCheck;
using Feedline.DetectionScoring.TsbAd;

namespace Feedline.DetectionScoring.Tests.TsbAd;

public class SingularAxesTests
{
    [Fact]
    public void The_matrix_stretches_each_axis_by_its_singular_value() =>
        Gen.Double[-1, 1].Array[12].Array[5].Sample(columns =>
        {
            (double[] singular, double[][] axes) = SingularAxes.Of(columns);
            for (int j = 0; j < axes.Length; j++)
            {
                Assert.Equal(1, axes[j].Sum(x => x * x), 1e-12);
                double[] image = [.. Enumerable.Range(0, 12).Select(row => columns.Select((column, i) => column[row] * axes[j][i]).Sum())];
                Assert.Equal(singular[j], Math.Sqrt(image.Sum(x => x * x)), 1e-9);
                for (int other = 0; other < j; other++)
                    Assert.Equal(0, axes[j].Zip(axes[other], (a, b) => a * b).Sum(), 1e-12);
            }

            Assert.Equal(columns.Sum(column => column.Sum(x => x * x)), singular.Sum(x => x * x), 1e-9);
        }, iter: 50);
}
