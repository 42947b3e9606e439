using CsCheck;
using static Feedline.Tests.Steps.StepsRig;

namespace Feedline.Tests.Steps;

public sealed class StepTableProperties
{
    /// <summary>Of each rank: its skew, and per step its length and the values within.</summary>
    private static readonly Gen<(int Skew, (int Length, int[] Values)[] Steps)> Ranks =
        Gen.Select(Gen.Int[-30, 30], Gen.Select(Gen.Int[1, 20], Gen.Int[-9, 9].Array[0, 3]).Array[40]);

    [Fact]
    public void Each_row_holds_what_a_naive_grouping_by_rank_and_step_holds()
    {
        Gen.Select(Ranks.Array[1, 5], Gen.Int[1, 45], Gen.Int[1, 12]).Sample((ranks, chunk, updates) =>
        {
            var rig = new StepsRig();
            var expected = new (double Sum, double Max, double Last)[ranks.Length, 40];
            List<(double Time, Action Write)> writes = [];
            for (int rank = 0; rank < ranks.Length; rank++)
            {
                int slot = rank;
                double time = 100 + ranks[rank].Skew;
                for (int step = 0; step < 40; step++)
                {
                    (int length, int[] values) = ranks[rank].Steps[step];
                    expected[rank, step] = values.Length == 0
                        ? (double.NaN, double.NaN, double.NaN)
                        : (values.Sum(), values.Max(), values[^1]);
                    for (int i = 0; i < values.Length; i++)
                    {
                        double at = time + ((i + 1.0) * length / values.Length);
                        double value = values[i];
                        writes.Add((at, () => rig.Write(SignalNames.ComputeDuration, slot, at, value)));
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
                if (++written % (chunk * updates) == 0)
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
