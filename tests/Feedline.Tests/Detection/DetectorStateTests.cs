using CsCheck;

namespace Feedline.Tests.Detection;

public sealed class DetectorStateTests
{
    [Theory]
    [InlineData("season", 0)]
    [InlineData("season", 70)]
    [InlineData("season", 190)]
    [InlineData("season", 201)]
    [InlineData("season", 1500)]
    [InlineData("season", 5555)]
    [InlineData("normal", 5555)]
    [InlineData("exponential", 260)]
    [InlineData("heavy", 4711)]
    [InlineData("memory", 5555)]
    [InlineData("quantised", 3333)]
    [InlineData("walk", 5555)]
    public void A_restored_detector_goes_on_to_the_bit(string kind, int saveAt)
    {
        double[] values = Noise.Of(kind, 9000, seed: 2);
        for (int i = 3000; i < 5000; i++)
            values[i] += 40;
        var detector = new SeriesDetector();
        for (int i = 0; i < saveAt; i++)
            detector.Observe(i * Noise.Interval, values[i]);

        SeriesDetector restored = SeriesDetector.Restore(detector.Save());
        for (int i = saveAt; i < values.Length; i++)
            Assert.Equal(detector.Observe(i * Noise.Interval, values[i]), restored.Observe(i * Noise.Interval, values[i]));
        Assert.Equal(detector.Save(), restored.Save());
    }

    [Fact]
    public void A_state_of_an_earlier_version_is_refused_by_name()
    {
        byte[] state = new SeriesDetector().Save();
        state[4] = 2;

        Assert.Contains("version 2", Assert.Throws<FormatException>(() => SeriesDetector.Restore(state)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        byte[] state = new SeriesDetector().Save();
        byte[] other = [.. state];
        other[4] = 99;

        Assert.Contains("version 99", Assert.Throws<FormatException>(() => SeriesDetector.Restore(other)).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => SeriesDetector.Restore([]));
        Assert.Throws<FormatException>(() => SeriesDetector.Restore(new byte[100]));
        Gen.Select(Gen.Int[0, state.Length - 1], Gen.Int[1, 255]).Sample((at, change) =>
        {
            byte[] damaged = [.. state];
            damaged[at] ^= (byte)change;
            Assert.Throws<FormatException>(() => SeriesDetector.Restore(damaged));
            Assert.Throws<FormatException>(() => SeriesDetector.Restore(state.AsSpan(0, at)));
        }, iter: 100);
    }
}
