using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Spectra;

public class GoldenTransformTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(67)]
    [InlineData(128)]
    public void Transforms_agree_with_SciPy(int length)
    {
        var fft = new RealFft(length);
        var real = new double[fft.BinCount];
        var imaginary = new double[fft.BinCount];
        fft.Forward(GoldenColumn.First(length), real, imaginary);
        GoldenColumn.Agree(GoldenColumn.Of($"rfft-{length}", 0), real, 1e-12);
        GoldenColumn.Agree(GoldenColumn.Of($"rfft-{length}", 1), imaginary, 1e-12);
    }
}
