using CsCheck;

namespace Feedline.Tests.Detection;

public sealed class NearLogarithmTests
{
    /// <summary>Numbers of any size, and others from equal over a little more or less to far from them.</summary>
    [Fact]
    public void Is_the_logarithm_to_some_units_of_rounding() =>
        Gen.Select(Gen.Double[-600, 600], Gen.Double[-18, 1], Gen.Bool).Sample((log, logAway, isLess) =>
        {
            double number = Math.Exp(log), away = Math.Pow(10, logAway);
            double next = isLess ? number / (1 + away) : number * (1 + away);
            var near = new NearLogarithm();

            Assert.Equal(Math.Log(number), near.Of(number));
            Assert.InRange(near.OfNext(next), Math.Log(next) - Rounding(next), Math.Log(next) + Rounding(next));
        }, iter: 10_000);

    [Theory]
    [InlineData(0)]
    [InlineData(5e-324)]
    [InlineData(1e300)]
    public void Without_a_number_before_it_is_the_logarithm(double number) =>
        Assert.Equal(Math.Log(number), new NearLogarithm().OfNext(number));

    private static double Rounding(double number) => 4 * (Math.BitIncrement(Math.Max(1, Math.Abs(Math.Log(number)))) - Math.Max(1, Math.Abs(Math.Log(number))));
}
