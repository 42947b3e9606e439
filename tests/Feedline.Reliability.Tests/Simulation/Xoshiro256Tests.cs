namespace Feedline.Reliability.Tests.Simulation;

public sealed class Xoshiro256Tests
{
    [Fact]
    public void It_gives_the_published_numbers()
    {
        var generator = new Xoshiro256(1, 2, 3, 4);
        ulong[] expected = [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625];
        Assert.Equal(expected, expected.Select(_ => generator.Next()).ToArray());

        ulong state = 1234567;
        Assert.Equal(6457827717110365317UL, Xoshiro256.SplitMix(ref state));
        Assert.Equal(3203168211198807973UL, Xoshiro256.SplitMix(ref state));
    }

    [Fact]
    public void Streams_of_neighbours_are_unrelated()
    {
        double[] shares = [.. Enumerable.Range(0, 20_000).Select(i =>
        {
            Xoshiro256 stream = Xoshiro256.Of(7, i, 0);
            return stream.NextShare();
        })];
        Assert.InRange(shares.Average(), 0.49, 0.51);
        Assert.InRange(shares.Average(share => (share - 0.5) * (share - 0.5)) * 12, 0.97, 1.03);
        Assert.InRange(shares.Zip(shares.Skip(1), (a, b) => (a - 0.5) * (b - 0.5)).Average() * 12, -0.03, 0.03);
        Assert.Equal(20_000, shares.Distinct().Count());
    }
}
