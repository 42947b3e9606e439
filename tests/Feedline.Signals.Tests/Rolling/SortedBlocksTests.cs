using CsCheck;

namespace Feedline.Signals.Tests.Rolling;

public class SortedBlocksTests
{
    /// <summary>Runs that only add, only remove, or do either, from either end or anywhere.</summary>
    private static readonly Gen<(int Kind, int Length)[]> Phases = Gen.Select(Gen.Int[0, 4], Gen.Int[1, 120]).Array[1, 12];

    [Fact]
    public void Holds_what_a_sorted_list_holds() =>
        Gen.Select(Phases, Gen.Int[0, 1 << 30], Gen.OneOf(8, 16, 64)).Sample((phases, seed, capacity) =>
        {
            const int maximum = 300;
            var random = new Random(seed);
            var blocks = new SortedBlocks(maximum, capacity);
            var list = new List<double>();
            foreach ((int kind, int length) in phases)
            {
                for (int i = 0; i < length; i++)
                {
                    bool isRemoval = list.Count == maximum || (list.Count > 0 && (kind > 2 || (kind == 2 && random.Next(2) == 0)));
                    if (isRemoval)
                    {
                        int at = kind == 3 ? 0 : kind == 4 ? list.Count - 1 : random.Next(list.Count);
                        blocks.Remove(list[at]);
                        list.RemoveAt(at);
                    }
                    else
                    {
                        double value = kind == 1 ? random.Next(6) : random.Next(30) == 0 ? double.PositiveInfinity : random.NextDouble() * 5;
                        blocks.Insert(value);
                        int at = list.BinarySearch(value);
                        list.Insert(at < 0 ? ~at : at, value);
                    }

                    if (list.Count == 0)
                        continue;
                    int rank = random.Next(list.Count);
                    Assert.Equal(list[rank], blocks.At(rank, out double next));
                    if (rank + 1 < list.Count)
                        Assert.Equal(list[rank + 1], next);
                }
            }

            for (int rank = 0; rank < list.Count; rank++)
                Assert.Equal(list[rank], blocks.At(rank, out _));
        }, iter: 300);
}
