namespace Feedline.Reliability.Tests.Numerics;

/// <summary>Against values computed with 40 digits.</summary>
public sealed class SpecialFunctionTests
{
    [Theory]
    [InlineData(0.1, 2.252712651734206)]
    [InlineData(0.5, 0.57236494292470009)]
    [InlineData(3.7, 1.4280723266653879)]
    [InlineData(150.5, 602.51395487058541)]
    public void Log_gamma(double x, double expected) => Near(expected, GammaFunction.Log(x), 1e-13);

    [Fact]
    public void Incomplete_gamma()
    {
        Near(0.23863473215498608, GammaFunction.Lower(2.5, 1.3), 1e-13);
        Near(0.0029464045878802904, GammaFunction.Upper(2.5, 9), 1e-12);
        Near(0.17715115790023364, GammaFunction.Lower(419, 400), 1e-11);
        Near(0.0010593232539299773, GammaFunction.Upper(1000, 1100), 1e-10);
    }

    [Theory]
    [InlineData(0.025, 838, 759.67184991193413)]
    [InlineData(0.975, 840, 922.2118253827334)]
    [InlineData(0.95, 1, 3.841458820694126)]
    [InlineData(0.5, 2, 1.3862943611198906)]
    public void Quantiles_of_chi_square(double probability, double degrees, double expected) =>
        Near(expected, ChiSquare.Quantile(probability, degrees), 1e-11);

    [Theory]
    [InlineData(0.975, 1.9599639845400542)]
    [InlineData(1e-10, -6.3613409024040562)]
    [InlineData(0.3, -0.52440051270804078)]
    public void Quantiles_of_the_normal_distribution(double probability, double expected) =>
        Near(expected, NormalDistribution.Quantile(probability), 1e-12);

    [Fact]
    public void Tail_of_the_normal_distribution() => Near(0.00068713793791584846, NormalDistribution.Lower(-3.2), 1e-12);

    [Theory]
    [InlineData(0.95, 1, 12.706204736174705)]
    [InlineData(0.95, 5, 2.5705818356363155)]
    [InlineData(0.99, 999, 2.5807596372676368)]
    [InlineData(0.8, 30, 1.3104150253913956)]
    public void Quantiles_of_Students_t(double confidence, double degrees, double expected) =>
        Near(expected, StudentT.TwoSided(confidence, degrees), 1e-11);

    [Fact]
    public void Incomplete_beta()
    {
        Near(0.5248, IncompleteBeta.Regularized(2, 3, 0.4), 1e-13);
        Near(0.45629315750047439, IncompleteBeta.Regularized(14, 1.7, 0.9), 1e-12);
        Near(0.47275589297476464, IncompleteBeta.Regularized(0.5, 200, 0.001), 1e-12);
    }

    [Theory]
    [InlineData(1e-10, 0.00001414206895714285139)]
    [InlineData(1e-4, 0.0140755476727630363)]
    [InlineData(0.01, 0.13483475106683468587)]
    [InlineData(1, 0.84140566043696063785)]
    [InlineData(20, 0.99999999924174395663)]
    public void Lambert_W_beside_its_branch_point(double epsilon, double expected) => Near(expected, LambertW.OnePlusPrincipal(epsilon), 1e-13);

    [Theory]
    [InlineData(1e-18)]
    [InlineData(-1e-9)]
    [InlineData(0.3)]
    [InlineData(-0.9)]
    public void Logarithm_and_exponential_undo_each_other(double x) => Near(x, Precise.ExpMinusOne(Precise.LogOnePlus(x)), 1e-15);

    private static void Near(double expected, double actual, double relative) =>
        Assert.InRange(actual, expected - relative * Math.Abs(expected), expected + relative * Math.Abs(expected));
}
