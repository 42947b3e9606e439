using CsCheck;

namespace Feedline.Signals.Tests.Sketches;

public class TDigestTests
{
    private static readonly Gen<double> Level = Gen.Frequency((4, Gen.Double[0, 1]), (1, Gen.OneOf(0.0, 0.5, 0.99, 1.0)));

    /// <summary>Many values of a shape telemetry has, in an order that may be telling.</summary>
    private static readonly Gen<double[]> Telemetry =
        Gen.Select(Gen.Int[1000, 20_000], Gen.Int[0, 5], Gen.Int[0, 1 << 30]).Select((n, shape, seed) =>
        {
            var random = new Random(seed);
            double Draw(int i) => shape switch
            {
                0 => random.NextDouble(),
                1 => -Math.Log(1 - random.NextDouble()),
                2 => Math.Exp(3 * (random.NextDouble() + random.NextDouble() + random.NextDouble())),
                3 => i,
                4 => -i,
                _ => random.Next(10) == 0 ? 10 + random.NextDouble() : random.NextDouble(),
            };
            return Enumerable.Range(0, n).Select(Draw).ToArray();
        });

    private static TDigest Of(double[] values, double compression = 100)
    {
        var digest = new TDigest(compression);
        digest.Add(values);
        return digest;
    }

    /// <summary>What the documentation calls typical, in rank.</summary>
    private static double Typical(double q, double n, double compression) =>
        q * (1 - q) * (4 * Math.Log(Math.Max(1, n / (2 * compression))) + 24) / (2 * compression);

    private static void AssertCloseInRank(double[] sorted, TDigest digest, double compression, double q, double times = 1)
    {
        double value = digest.Quantile(q);
        double less = sorted.Count(v => v < value) / (double)sorted.Length;
        double atOrBelow = sorted.Count(v => v <= value) / (double)sorted.Length;
        double room = times * Typical(q, sorted.Length, compression) + 2.0 / sorted.Length;
        Assert.InRange(q, less - room, atOrBelow + room);
        Assert.InRange(digest.ShareAtOrBelow(value), less - room, atOrBelow + room);
    }

    [Fact]
    public void Quantiles_and_shares_are_close_in_rank() =>
        Gen.Select(Telemetry, Gen.OneOf(20.0, 100, 500), Level.Array[5]).Sample((values, compression, levels) =>
        {
            TDigest digest = Of(values, compression);
            double[] sorted = [.. values.Order()];
            foreach (double q in levels)
                AssertCloseInRank(sorted, digest, compression, q);
            Assert.Equal((values.Length, sorted[0], sorted[^1]), (digest.Count, digest.Quantile(0), digest.Quantile(1)));
        });

    [Fact]
    public void Merged_digests_are_close_in_rank() =>
        Gen.Select(Telemetry.Array[2, 6], Level.Array[5]).Sample((nodes, levels) =>
        {
            var merged = new TDigest();
            foreach (double[] node in nodes)
            {
                TDigest one = Of(node);
                merged.Merge(one);
                Assert.Equal(node.Length, one.Count);
                Assert.Equal(node.Max(), one.Quantile(1));
            }

            double[] sorted = [.. nodes.SelectMany(v => v).Order()];
            foreach (double q in levels)
                AssertCloseInRank(sorted, merged, 100, q, times: 2);
            Assert.Equal((sorted.Length, sorted[0], sorted[^1]), (merged.Count, merged.Quantile(0), merged.Quantile(1)));
        });

    [Fact]
    public void Few_values_are_exact() =>
        Gen.Select(Samples.Series(Samples.Ordered, Gen.Int[1, 12]), Level).Sample((values, q) =>
        {
            TDigest digest = Of(values);
            Assert.Equal(Quantile.InPlace([.. values], q), digest.Quantile(q));
            foreach (double value in values)
                Assert.Equal(values.Count(v => v <= value) / (double)values.Length, digest.ShareAtOrBelow(value), 1e-15);
        });

    [Fact]
    public void A_quantile_never_falls_and_never_leaves_the_values() =>
        Gen.Select(Samples.Series(Samples.Ordered, Gen.Int[1, 3000]), Gen.Double[0, 1], Gen.Double[0, 1]).Sample((values, p, q) =>
        {
            TDigest digest = Of(values, 20);
            double low = digest.Quantile(Math.Min(p, q)), high = digest.Quantile(Math.Max(p, q));
            Assert.False(low > high);
            Assert.False(low < values.Min() || high > values.Max());
            Assert.False(digest.ShareAtOrBelow(low) > digest.ShareAtOrBelow(high));
        });

    [Fact]
    public void Keeps_few_centroids_however_many_values() =>
        Gen.Select(Gen.OneOf(20.0, 137, 1000), Gen.Int[1, 60]).Sample((compression, rounds) =>
        {
            var centroids = new Centroids(compression, 5000);
            double[] values = new double[5000];
            for (int round = 0; round < rounds; round++)
            {
                for (int i = 0; i < values.Length; i++)
                    values[i] = (i + (double)round / rounds) * (round % 3 - 1);
                Array.Sort(values);
                centroids.Merge(values, []);
                Assert.InRange(centroids.Count, compression / 4, centroids.Capacity);
                Assert.Equal(5000.0 * (round + 1), centroids.Weight);
            }
        }, iter: 20);

    [Fact]
    public void Constants_infinities_and_nothing()
    {
        Assert.True(double.IsNaN(new TDigest().Quantile(0.5)) && double.IsNaN(new TDigest().ShareAtOrBelow(1)));
        TDigest constant = Of([.. Enumerable.Repeat(7.5, 5000)]);
        Assert.Equal((7.5, 7.5, 1.0, 0.0), (constant.Quantile(0.3), constant.Quantile(1), constant.ShareAtOrBelow(7.5), constant.ShareAtOrBelow(7.4)));
        TDigest odd = Of([double.NaN, double.NegativeInfinity, 1, double.PositiveInfinity, double.PositiveInfinity]);
        Assert.Equal((4, double.NegativeInfinity, double.PositiveInfinity), (odd.Count, odd.Quantile(0), odd.Quantile(1)));
        Assert.Equal((0.25, 0.5, 1), (odd.ShareAtOrBelow(double.NegativeInfinity), odd.ShareAtOrBelow(1), odd.ShareAtOrBelow(double.PositiveInfinity)));
        Assert.True(double.IsNaN(odd.ShareAtOrBelow(double.NaN)));
        odd.Clear();
        Assert.Equal(0, odd.Count);
        Assert.True(double.IsNaN(odd.Quantile(0.5)));
        TDigest huge = Of([.. Enumerable.Range(0, 5000).Select(i => i % 2 == 0 ? double.MaxValue : double.MinValue)]);
        Assert.True(double.IsFinite(huge.Quantile(0.4)) && huge.ShareAtOrBelow(0) is > 0.4 and < 0.6);
    }

    [Fact]
    public void Merging_a_digest_with_itself_doubles_it()
    {
        TDigest digest = Of([.. Enumerable.Range(0, 3000).Select(i => (double)i)]);
        digest.Merge(digest);
        Assert.Equal((6000, 0.0, 2999.0), (digest.Count, digest.Quantile(0), digest.Quantile(1)));
        Assert.Equal(1500, digest.Quantile(0.5), 150.0);
    }

    [Fact]
    public void Read_from_bytes_it_is_what_was_written_and_merges_like_it() =>
        Gen.Select(Samples.Series(Samples.Ordered, Gen.Int[0, 3000]), Telemetry, Gen.OneOf(20.0, 100, 137)).Sample((a, b, compression) =>
        {
            TDigest one = Of(a, compression), other = Of(b, compression);
            TDigest plainOne = Of(a, compression), plainOther = Of(b, compression);
            TDigest readOne = TDigest.Read(Message.Of(one)), readOther = TDigest.Read(Message.Of(other));
            Assert.Equal((one.Count, compression), (readOne.Count, readOne.Compression));
            plainOne.Merge(plainOther);
            readOne.Merge(readOther);

            // What follows must go alike too: the direction of the next pass is part of what is written.
            plainOne.Add(b);
            readOne.Add(b);
            for (double q = 0; q <= 1; q += 0.0625)
                Assert.Equal(plainOne.Quantile(q), readOne.Quantile(q));
            Assert.Equal(Message.Of(plainOne), Message.Of(readOne));
        });

    [Fact]
    public void The_bytes_are_those_of_version_1()
    {
        var digest = new TDigest(20);
        digest.Add([3, double.NegativeInfinity, -1.5, double.NaN]);
        byte[] content = [.. BitConverter.GetBytes(20.0), 1, 0, 0, .. BitConverter.GetBytes(-1.5), 1, .. BitConverter.GetBytes(3.0), 1];
        Assert.Equal(Message.Around('T', content), Message.Of(digest));
    }

    [Fact]
    public void Bytes_grow_with_the_compression_not_with_the_values() => Telemetry.Sample(values =>
        Assert.InRange(Of(values).SerializedLength, 500, 24 + 11 * new Centroids(100, 1).Capacity), iter: 20);

    [Fact]
    public void Forged_content_is_refused()
    {
        byte[] parameters = [.. BitConverter.GetBytes(20.0), 0, 0, 1];
        byte[] Single(double value) => [.. BitConverter.GetBytes(value), 1];
        Assert.Equal(2, TDigest.Read(Message.Around('T', [.. parameters, .. Single(1), .. Single(1)])).Count);
        byte[][] forged =
        [
            [.. parameters, .. Single(2), .. Single(1)],
            [.. parameters, .. Single(double.NaN)],
            [.. parameters, .. Single(double.PositiveInfinity)],
            [.. parameters, .. BitConverter.GetBytes(1.0), 0],
            [.. parameters, .. BitConverter.GetBytes(1.0), 2],
            [.. parameters, .. Enumerable.Range(0, 61).SelectMany(i => Single(i))],
            [.. BitConverter.GetBytes(19.0), 0, 0, 1],
            [.. BitConverter.GetBytes(20.0), 0, 0, 2],
        ];
        Assert.All(forged, content => Assert.Throws<FormatException>(() => TDigest.Read(Message.Around('T', content))));
    }

    [Fact]
    public void More_values_than_can_be_counted_are_refused()
    {
        TDigest digest = Of([1]);
        for (int i = 0; i < 53; i++)
            digest.Merge(digest);
        Assert.Equal(1L << 53, TDigest.Read(Message.Of(digest)).Count);
        TDigest one = Of([2]);
        Assert.Throws<OverflowException>(() => one.Merge(digest));
        Assert.Equal(1, one.Count);
    }

    [Fact]
    public void Too_little_room_for_the_bytes_is_refused_before_anything_is_written()
    {
        TDigest digest = Of([1, 2, 3]);
        byte[] room = new byte[digest.SerializedLength - 1];
        Assert.Throws<ArgumentException>("destination", () => digest.WriteTo(room));
        Assert.All(room, one => Assert.Equal(0, one));
        Assert.Throws<ArgumentException>("other", () => new TDigest(50).Merge(TDigest.Read(Message.Of(digest))));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("compression", () => new TDigest(19));
        Assert.Throws<ArgumentOutOfRangeException>("compression", () => new TDigest(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("q", () => new TDigest().Quantile(1.1));
        Assert.Throws<ArgumentException>("other", () => new TDigest().Merge(new TDigest(50)));
    }

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        double[] values = [.. Enumerable.Range(0, 3000).Select(i => (double)(i * 7919 % 3001))];
        var digest = new TDigest();
        TDigest other = Of(values);
        byte[] bytes = new byte[4000];
        double sum = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            digest.Add(values);
            digest.Merge(other);
            sum += digest.Quantile(0.9) + digest.ShareAtOrBelow(100) + digest.SerializedLength + digest.WriteTo(bytes);
        }));
        Assert.True(sum > 0);
    }
}
