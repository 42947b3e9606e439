using System.Runtime.Intrinsics;
using CsCheck;

namespace Feedline.Tests.Detection;

public sealed class BlockTailsTests
{
    private const int Learned = 7;
    private const int LearnedAtFirst = 5;

    /// <summary>Against tails that are asked and taught one by one, with values that repeat and values far out; saved and restored on the way.</summary>
    [Fact]
    public void Tails_together_say_and_learn_what_each_does_alone() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 12_000], Gen.Bool).Sample((seed, saveAt, isCoarse) =>
        {
            var random = new Random(seed);
            BlockTail[] alone = Tails();
            var together = new BlockTails(Tails());
            double[] values = new double[BlockTails.Most];
            for (int i = 0; i < 12_000; i++)
            {
                for (int tail = 0; tail < Learned; tail++)
                    values[tail] = ValueOf(random, tail);
                int learned = i < 150 ? LearnedAtFirst : Learned;
                Vector512<double> views = Vector512.Create(values);
                double expected = alone.Select((tail, at) => tail.Rarity(values[at], isCoarse)).Max();
                Assert.Equal(expected, together.Rarity(views, isCoarse), 1e-12);

                together.Learn(views, learned);
                for (int tail = 0; tail < learned; tail++)
                    alone[tail].Learn(values[tail]);
                if (i == saveAt)
                    together = Restored(together, learned);
            }
        }, iter: 10);

    /// <summary>Rarer than what was learned can be, as alarms are.</summary>
    [Fact]
    public void Levels_are_where_values_become_that_rare() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 8_000], Gen.Double[6, 20], Gen.Bool).Sample((seed, count, rarity, isCoarse) =>
        {
            var random = new Random(seed);
            BlockTail[] tails = Tails();
            var together = new BlockTails(tails);
            double[] values = new double[BlockTails.Most];
            for (int i = 0; i < count; i++)
            {
                (values[0], values[1]) = (ValueOf(random, seed % 5), ValueOf(random, seed / 5 % 5));
                together.Learn(Vector512.Create(values), Learned);
            }

            Vector128<double> levels = together.LevelsOf(rarity, isCoarse);
            for (int tail = 0; tail < 2; tail++)
            {
                Assert.True(tails[tail].Rarity(levels[tail] * (1 + 1e-9), isCoarse) >= rarity);
                Assert.True(tails[tail].Rarity(levels[tail] * (1 - 1e-9), isCoarse) < rarity);
            }
        }, iter: 100);

    [Fact]
    public void What_has_no_say_is_not_the_rarest()
    {
        var tails = new BlockTails(Tails());
        Vector512<double> views = Vector512.Create(1.0, 1, 1, 1, 1, double.NegativeInfinity, double.NegativeInfinity, 0);

        Assert.Equal(Tails()[0].Rarity(1), tails.Rarity(views, isCoarse: false), 1e-12);
    }

    [Fact]
    public void Tails_whose_blocks_do_not_end_together_are_refused()
    {
        BlockTail[] tails = Tails();
        tails[3].Learn(1);
        var state = new StateWriter(StateWriter.OfSeries);
        foreach (BlockTail tail in tails)
            tail.Write(state);

        Assert.Throws<FormatException>(() => new BlockTails(Tails()).Read(new StateReader(state.ToArray(), StateWriter.OfSeries), Learned));
    }

    private static BlockTail[] Tails() => [.. Enumerable.Range(0, Learned).Select(_ => new BlockTail(views: 5, knowsRepeats: true))];

    private static double ValueOf(Random random, int tail) => tail switch
    {
        0 => random.Next(4),
        1 => random.Next(500) == 0 ? 1e9 : random.NextDouble(),
        2 => 0,
        3 => random.Next(40) == 0 ? 10 : 1,
        _ => -Math.Log(1 - random.NextDouble()),
    };

    private static BlockTails Restored(BlockTails tails, int learned)
    {
        var state = new StateWriter(StateWriter.OfSeries);
        tails.Write(state, learned);
        var restored = new BlockTails(Tails());
        restored.Read(new StateReader(state.ToArray(), StateWriter.OfSeries), learned);
        return restored;
    }
}
