using static Feedline.Tests.Steps.StepsRig;

namespace Feedline.Tests.Steps;

public sealed class UnnumberedJobTests
{
    [Fact]
    public void Steps_are_counted_where_they_are_not_numbered()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 100; step++)
        {
            for (int rank = 0; rank < 2; rank++)
            {
                rig.Write(SignalNames.Loss, rank, step, (10 * step) + rank);
                rig.Write(SignalNames.StepDuration, rank, step, 0.9);
            }

            rig.Update();
        }

        Assert.Equal(100, rig.Job.EndSequence);
        Assert.Equal([420, 421], rig.Values(41, Sum));
        Assert.Equal(100, rig.Job.Ranks[1].Step);
    }

    [Fact]
    public void Some_durations_are_no_clock_yet()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 10; step++)
            rig.Write(SignalNames.StepDuration, 0, step, 0.9);

        rig.Update();
        Assert.Equal(0, rig.Job.EndSequence);
    }

    [Fact]
    public void Numbers_that_come_later_than_durations_are_all_read()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 40; step++)
        {
            rig.Write(SignalNames.StepDuration, 0, step, 0.9);
            rig.Update();
        }

        for (int step = 41; step <= 90; step++)
        {
            rig.Write(SignalNames.StepDuration, 0, step, 0.9);
            rig.Step(0, step, step + 0.01, step);
            rig.Update();
        }

        Assert.Equal(90, rig.Job.Ranks[0].Step);
        Assert.Equal(90, rig.Rows()[^1].Step);
        Assert.Equal(90, rig.Job.EndSequence);
    }
}
