using CsCheck;

namespace Feedline.Tests.Detection;

public sealed class NoveltyTests
{
    private static readonly double[] Triangle = [0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 1, 1, 0, 0, -1, -1, -2, -2, -1, -1];

    /// <summary>Against a plain search over all earlier shapes that do not overlap the present one.</summary>
    [Fact]
    public void The_distance_of_a_shape_is_that_to_the_nearest_before() =>
        Gen.Double[-6, 6].Array[64, 1400].Sample(values =>
        {
            var novelty = new ShapeNovelty();
            List<double> parts = [];
            List<double[]> shapes = [];
            for (int i = 0; i < values.Length; i++)
            {
                double distance = novelty.Observe(values[i]);
                if (i % 4 != 3)
                    continue;
                parts.Add(values[(i - 3)..(i + 1)].Average());
                if (parts.Count < 8)
                    continue;
                double[] last = [.. parts.TakeLast(8)];
                double[] shape = [.. last.Select(part => part - 0.5 * last.Average())];
                double[][] before = [.. shapes.SkipLast(8).TakeLast(256)];
                double expected = before.Length < 8 ? 0 : before.Min(other => Math.Sqrt(shape.Zip(other, (a, b) => (a - b) * (a - b)).Sum()));
                Assert.Equal(expected, distance, 1e-3);
                shapes.Add(shape);
            }
        }, iter: 20);

    [Fact]
    public void A_shape_that_was_seen_is_near_and_a_new_one_far()
    {
        var novelty = new ShapeNovelty();
        double distance = 0;
        for (int i = 0; i < 2000; i++)
            distance = novelty.Observe(Triangle[i % Triangle.Length]);
        double far = 0;
        for (int i = 0; i < ShapeNovelty.Length; i++)
            far = Math.Max(far, novelty.Observe(i < 16 ? 3 : -3));

        Assert.InRange(distance, 0, 1e-3);
        Assert.InRange(far, 3, 50);
    }

    [Fact]
    public void A_usual_value_where_it_never_comes_is_surprising()
    {
        var novelty = new ContextNovelty();
        double usual = 0;
        for (int i = 0; i < 4000; i++)
            usual = novelty.Observe(4 * (i % 2));
        double surprise = novelty.Observe(4);

        Assert.InRange(usual, 0, 0.05);

        // A mean of eight: one value that one in 50 would be at most.
        Assert.InRange(surprise, Math.Log(50) / 8, 10);
    }

    /// <summary>Counts are halved before they overflow: what comes always stays expected.</summary>
    [Fact]
    public void A_long_run_of_one_value_is_no_surprise()
    {
        var novelty = new ContextNovelty();
        double surprise = 1;
        for (int i = 0; i < 200_000; i++)
            surprise = novelty.Observe(7);

        Assert.InRange(surprise, 0, 0.001);
        Assert.InRange(novelty.Observe(8), 0.5, 10);
    }
}
