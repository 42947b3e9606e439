using CsCheck;

namespace Feedline.Signals.Tests.Subspaces;

public class SsaModelTests
{
    [Fact]
    public void Bytes_give_a_model_that_scores_alike() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int[1, 40]).SelectMany((window, more) => Gen.Select(Gen.Const(window), Gen.Double[-9, 9].Array[2 * window + more])).Sample((window, series) =>
        {
            SsaModel model = SsaModel.Train(series, window);
            SsaModel copy = SsaModel.Read(Bytes(model));
            Assert.Equal((model.Window, model.Rank), (copy.Window, copy.Rank));
            var (one, other) = (new SsaChangeDetector(model), new SsaChangeDetector(copy));
            var (spikes, others) = (new SsaSpikeDetector(model, 3), new SsaSpikeDetector(copy, 3));
            foreach (double x in series)
            {
                Assert.Equal(one.Add(x), other.Add(x));
                Assert.Equal(spikes.Add(x), others.Add(x));
            }
        });

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        byte[] bytes = Bytes(SsaModel.Train([1, 2, 3, 1, 2, 3, 1, 2, 3.5], 3));
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<FormatException>(() => SsaModel.Read(bytes.AsSpan(0, length)));
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 16;
            Assert.Throws<FormatException>(() => SsaModel.Read(damaged));
        }

        Assert.Throws<FormatException>(() => SsaModel.Read([.. bytes, 0]));
        Assert.Throws<ArgumentException>("destination", () => SsaModel.Train(new double[9], 3).WriteTo(new byte[8]));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>("series", () => SsaModel.Train(new double[20], 10));
        Assert.Throws<ArgumentException>("series", () => SsaModel.Train([1, 2, double.NaN, 3, 4], 2));
        Assert.Throws<ArgumentException>("series", () => SsaModel.Train([1, 2, 2e150, 3, 4], 2));
        Assert.Throws<ArgumentOutOfRangeException>("window", () => SsaModel.Train(new double[20], 1));
    }

    private static byte[] Bytes(SsaModel model)
    {
        var bytes = new byte[model.SerializedLength];
        Assert.Equal(bytes.Length, model.WriteTo(bytes));
        return bytes;
    }
}
