using CsCheck;
using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Features;

public class WindowFeaturesTests
{
    private static readonly Gen<double[]> Windows = Samples.Series(Samples.Moderate, Gen.Int[8, 90]);

    [Fact]
    public void Each_feature_follows_its_definition() => Windows.Sample(window =>
    {
        double[] features = Of(window);
        Dictionary<string, double> expected = NaiveFeatures.Of(window);
        Assert.Equal(WindowFeatures.Names, expected.Keys);
        double reach = window.Max() - window.Min();
        for (int i = 0; i < features.Length; i++)
        {
            string name = WindowFeatures.Names[i];

            // Of two equal peaks either may come first after rounding.
            if (name == "spectral-peak-frequency" && NaiveFeatures.IsPeakTied(window))
                continue;
            if (name == "recurrence" && NaiveFeatures.IsRecurrenceTied(window))
                continue;

            double unit = i < WindowFeatures.CountWithUnit ? 1e-12 * (1 + Math.Abs(expected["level"]) + reach) : 1e-7;
            Assert.True(Math.Abs(expected[name] - features[i]) <= unit, $"{name}: {expected[name]} but {features[i]}");
        }
    }, iter: 300);

    [Fact]
    public void A_factor_changes_only_what_has_a_unit() =>
        Gen.Select(Gen.Int[-9999, 9999].Select(i => i / 1e4).Array[8, 70], Gen.OneOf(1e-290, 1e-5, 3.0, 1e290)).Sample((window, factor) =>
        {
            double[] plain = Of(window);
            double[] scaled = Of([.. window.Select(x => x * factor)]);
            for (int i = 0; i < plain.Length; i++)
            {
                if (i < WindowFeatures.CountWithUnit)
                    Assert.Equal(plain[i], scaled[i] / factor, 1e-12);
                else if (WindowFeatures.Names[i] is not ("spectral-peak-frequency" or "recurrence"))
                    Assert.Equal(plain[i], scaled[i], 1e-6);
            }
        });

    [Fact]
    public void A_constant_has_a_level_and_nothing_else()
    {
        double[] features = Of([.. Enumerable.Repeat(0.1, 33)]);
        Assert.Equal(0.1, features[0]);
        Assert.All(features[1..], feature => Assert.Equal(0, feature));
    }

    [Fact]
    public void A_value_that_is_none_spoils_all()
    {
        foreach (double bad in new[] { double.NaN, double.NegativeInfinity, double.PositiveInfinity, 1.1e300 })
        {
            double[] window = GoldenColumn.First(20);
            window[7] = bad;
            Assert.All(Of(window), feature => Assert.True(double.IsNaN(feature)));
        }
    }

    [Fact]
    public void One_stall_lifts_top_and_jump_and_leaves_level_and_spread()
    {
        var random = new Random(5);
        double[] window = [.. Enumerable.Range(0, 64).Select(_ => 1 + (0.01 * random.NextDouble()))];
        Dictionary<string, double> quiet = Named(Of(window));
        window[40] += 2;
        Dictionary<string, double> stalled = Named(Of(window));
        Assert.InRange(stalled["level"], quiet["level"] - 0.001, quiet["level"] + 0.001);
        Assert.InRange(stalled["spread"], 0.8 * quiet["spread"], 1.2 * quiet["spread"]);
        Assert.InRange(stalled["top"], 1.98, 2.02);
        Assert.InRange(stalled["jump"], 1.98, 2.02);
    }

    [Fact]
    public void A_period_recurs_and_a_step_is_a_change()
    {
        Dictionary<string, double> sine = Named(Of([.. Enumerable.Range(0, 64).Select(t => Math.Sin(Math.Tau * t / 8))]));
        Assert.Equal(1.0 / 8, sine["spectral-peak-frequency"]);
        Assert.InRange(sine["recurrence"], 0.8, 1);
        Dictionary<string, double> step = Named(Of([.. Enumerable.Range(0, 64).Select(t => t < 32 ? 0.0 : 1)]));
        Assert.Equal(Math.Sqrt(64) / 2, step["change"], 1e-9);
        Assert.Equal(1, step["rise"]);
        Assert.Equal(1.0 / 63, step["crossings"]);
    }

    [Fact]
    public void Floats_give_what_doubles_give()
    {
        float[] window = [.. GoldenColumn.First(40).Select(x => (float)x)];
        var features = new float[WindowFeatures.Names.Length];
        new WindowFeatures(40).Extract(window, features);
        Assert.Equal(Of(Array.ConvertAll(window, x => (double)x)).Select(x => (float)x), features);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new WindowFeatures(7));
        var features = new WindowFeatures(8);
        int count = WindowFeatures.Names.Length;
        Assert.Throws<ArgumentException>("samples", () => features.Extract(new double[7], new double[count]));
        Assert.Throws<ArgumentException>("features", () => features.Extract(new double[8], new double[count - 1]));
        Assert.Throws<ArgumentException>("samples", () => features.Extract(new float[9], new float[count]));
        Assert.Throws<ArgumentException>("features", () => features.Extract(new float[8], new float[count + 1]));
    }

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        double[] window = GoldenColumn.First(64);
        float[] narrow = [.. window.Select(x => (float)x)];
        var into = new double[WindowFeatures.Names.Length];
        var intoNarrow = new float[WindowFeatures.Names.Length];
        var features = new WindowFeatures(64);
        Assert.Equal(0, Allocation.Of(() =>
        {
            features.Extract(window, into);
            features.Extract(narrow, intoNarrow);
        }));
    }

    private static double[] Of(double[] window)
    {
        var features = new double[WindowFeatures.Names.Length];
        new WindowFeatures(window.Length).Extract(window, features);
        return features;
    }

    private static Dictionary<string, double> Named(double[] features) =>
        WindowFeatures.Names.Zip(features).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
}
