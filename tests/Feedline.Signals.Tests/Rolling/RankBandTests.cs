using CsCheck;

namespace Feedline.Signals.Tests.Rolling;

public class RankBandTests
{
    /// <summary>Runs that only add, only remove, or do either, from either end or anywhere.</summary>
    private static readonly Gen<(int Kind, int Length)[]> Phases = Gen.Select(Gen.Int[0, 4], Gen.Int[1, 120]).Array[1, 12];

    [Fact]
    public void Tells_the_ranks_of_a_sorted_list() =>
        Gen.Select(Phases, Gen.Int[0, 1 << 30], Gen.OneOf(8, 32, 300)).Sample((phases, seed, maximum) =>
        {
            var random = new Random(seed);
            var band = new RankBand(maximum);
            var list = new List<double>();
            double[] scratch = new double[RankBand.ScratchLength(maximum)];
            int made = 0;
            foreach ((int kind, int length) in phases)
            {
                for (int i = 0; i < length; i++)
                {
                    bool isRemoval = list.Count == maximum || (list.Count > 0 && (kind > 2 || (kind == 2 && random.Next(2) == 0)));
                    double gone = double.NaN;
                    double added = double.NaN;
                    if (isRemoval)
                    {
                        int at = kind == 3 ? 0 : kind == 4 ? list.Count - 1 : random.Next(list.Count);
                        gone = list[at];
                        list.RemoveAt(at);
                    }

                    if (!isRemoval || random.Next(2) == 0)
                    {
                        added = kind == 1 ? random.Next(6) : random.Next(30) == 0 ? double.PositiveInfinity : random.NextDouble() * 5;
                        int at = list.BinarySearch(added);
                        list.Insert(at < 0 ? ~at : at, added);
                    }

                    band.Replace(gone, added);
                    if (list.Count == 0)
                        continue;

                    int rank = random.Next(20) == 0 ? random.Next(list.Count) : list.Count / 3;
                    int after = Math.Min(rank + 1, list.Count - 1);
                    if (!band.TryGet(rank, after, out double value, out double next))
                    {
                        band.Gather(list.ToArray().Reverse().ToArray(), rank, scratch);
                        Assert.True(band.TryGet(rank, after, out value, out next));
                        made++;
                    }

                    Assert.Equal((list[rank], list[after]), (value, next));
                }
            }

            // A window that fits as a whole is never searched again.
            Assert.True(maximum > 32 || made == 0);
        }, iter: 300);
}
