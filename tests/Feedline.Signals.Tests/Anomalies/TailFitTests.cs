using CsCheck;

namespace Feedline.Signals.Tests.Anomalies;

public class TailFitTests
{
    private static readonly Gen<double[]> Tails = Gen.Select(
        Gen.Frequency((6, Gen.Double[-0.9, 1.5]), (1, Gen.Const(0.0)), (1, Gen.Const(-1.0))), Gen.Double[-6, 6], Gen.Int[1, 300], Gen.Int[0, 10_000], Gen.Double[0, 0.2],
        (shape, scalePower, count, seed, hidden) =>
        {
            // The largest, and no others, are known only to be above a limit.
            var truth = new ParetoTail(shape, Math.Pow(10, scalePower));
            double limit = hidden == 0 ? double.PositiveInfinity : truth.Exceeded(hidden);
            var random = new Random(seed);
            return Enumerable.Range(0, count).Select(_ => truth.Exceeded(1 - random.NextDouble())).Where(y => y > 0)
                .Select(y => y > limit ? -limit : y).Prepend(truth.Scale / 2).ToArray();
        });

    [Fact]
    public void No_shape_from_minus_a_half_up_and_no_scale_is_likelier() => Tails.Sample(excesses =>
    {
        ParetoTail fit = new TailFit().Of(excesses);
        Assert.True(fit.Shape >= -0.5 && fit.Scale > 0);
        double likelihood = LogLikelihood(fit, excesses);
        for (double shape = -0.5; shape <= 3; shape += 0.05)
        {
            double other = BestWithShape(Math.Round(shape, 2), excesses);
            Assert.True(other <= likelihood + 1e-6 * (1 + Math.Abs(likelihood)), $"{fit}: {likelihood}, but {shape}: {other}");
        }
    }, iter: 150);

    [Fact]
    public void Following_a_fit_ends_where_searching_does() => Tails.Where(tail => tail.Length > 50).Sample(excesses =>
    {
        var following = new TailFit();
        for (int count = 30; count <= excesses.Length; count++)
        {
            ReadOnlySpan<double> sofar = excesses.AsSpan(0, count);
            ParetoTail followed = following.Of(sofar);
            double likelihood = LogLikelihood(followed, sofar);
            ParetoTail searched = new TailFit().Of(sofar);
            double best = LogLikelihood(searched, sofar);
            Assert.True(likelihood >= best - 0.01, $"{count}: {likelihood} of {followed}, but {best} of {searched}");
        }
    }, iter: 40);

    [Fact]
    public void One_excess_and_equal_ones_have_a_fit()
    {
        foreach (double[] excesses in new double[][] { [3], [3, 3, 3], [1e-200, 2e-200], [1e150, 2e149], [double.Epsilon] })
        {
            ParetoTail fit = new TailFit().Of(excesses);
            Assert.True(fit.Shape >= -0.5 && fit.Scale > 0 && double.IsFinite(fit.Exceeded(1e-3)), $"{fit}");
        }
    }

    internal static double LogLikelihood(ParetoTail tail, ReadOnlySpan<double> excesses)
    {
        double sum = 0;
        foreach (double y in excesses)
        {
            double minusLogAbove = tail.Shape == 0 ? Math.Abs(y) / tail.Scale : Math.Log(1 + tail.Shape * Math.Abs(y) / tail.Scale) / tail.Shape;
            sum += minusLogAbove;
            if (y > 0)
                sum += Math.Log(tail.Scale) + tail.Shape * minusLogAbove;
        }

        double at = -sum;
        return double.IsNaN(at) ? double.NegativeInfinity : at;
    }

    /// <summary>Over a fine grid of scales.</summary>
    private static double BestWithShape(double shape, double[] excesses)
    {
        double best = double.NegativeInfinity;
        double unit = excesses.Average(Math.Abs);
        for (double power = -3; power <= 1.5; power += 0.02)
            best = Math.Max(best, LogLikelihood(new(shape, unit * Math.Pow(10, power)), excesses));
        return best;
    }
}
