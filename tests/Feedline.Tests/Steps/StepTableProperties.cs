using CsCheck;
using static Feedline.Tests.Steps.StepsRig;

namespace Feedline.Tests.Steps;

public sealed class StepTableProperties
{
    /// <summary>Of each rank: its skew, and per step by how much later than its peers it ends it, and the values within.</summary>
    private static readonly Gen<(int Skew, (int Late, int[] Values)[] Steps)> Ranks =
        Gen.Select(Gen.Int[-30, 30], Gen.Select(Gen.Int[0, 2], Gen.Int[-9, 9].Array[0, 3]).Array[40]);

    [Fact]
    public void Each_row_holds_what_a_naive_grouping_by_rank_and_step_holds()
    {
        Gen.Select(Ranks.Array[1, 5], Gen.Int[3, 20].Array[40], Gen.Int[1, 500]).Sample((ranks, lengths, chunk) =>
        {
            var rig = new StepsRig();
            var expected = new (double Sum, double Max, double Last)[ranks.Length, 40];
            List<(double Time, Action Write)> writes = [];
            for (int rank = 0; rank < ranks.Length; rank++)
            {
                int slot = rank;

                // Rows wait for ranks that are known, and a rank is known from when its series are made.
                rig.Store.GetOrAddSeries(
                    SignalCatalog.Find(SignalNames.Step)!,
                    [new(DimensionKeys.Job, "job"), new(DimensionKeys.Rank, rank), new(DimensionKeys.Node, $"node{rank}")]);
                double start = 100 + ranks[rank].Skew;
                double time = start;
                for (int step = 0; step < 40; step++)
                {
                    (int late, int[] values) = ranks[rank].Steps[step];
                    expected[rank, step] = values.Length == 0
                        ? (double.NaN, double.NaN, double.NaN)
                        : (values.Sum(), values.Max(), values[^1]);
                    start += lengths[step];
                    double length = start + late - time;
                    for (int i = 0; i < values.Length; i++)
                    {
                        double at = time + ((i + 1.0) * length / values.Length);
                        double value = values[i];
                        writes.Add((at, () => rig.Write(SignalNames.Loss, slot, at, value)));
                    }

                    time += length;
                    double end = time;
                    int number = step + 1;
                    writes.Add((end, () => rig.Write(SignalNames.Step, slot, end, number)));
                }
            }

            // In the order of the clocks' times, as a recording is read, with updates in between; ranks differ by less than rows wait.
            int written = 0;
            foreach ((double _, Action write) in writes.OrderBy(static write => write.Time))
            {
                write();
                if (++written % chunk == 0)
                    rig.Update();
            }

            rig.Update();
            Assert.Equal(40, rig.Job.EndSequence);
            for (int step = 0; step < 40; step++)
            {
                Assert.Equal(step + 1, rig.Job.Row(step).Step);
                for (int rank = 0; rank < ranks.Length; rank++)
                {
                    Assert.Equal(expected[rank, step].Sum, rig.Values(step, Sum)[rank]);
                    Assert.Equal(expected[rank, step].Max, rig.Values(step, Max)[rank]);
                    Assert.Equal(expected[rank, step].Last, rig.Values(step, Last)[rank]);
                }
            }
        }, iter: 300);
    }
}
