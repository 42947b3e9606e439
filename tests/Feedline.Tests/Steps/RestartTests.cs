using static Feedline.Tests.Steps.StepsRig;

namespace Feedline.Tests.Steps;

public sealed class RestartTests
{
    /// <summary>How far the telemetry of each rank came before it died, and from which step on the job restarts.</summary>
    public static TheoryData<int[], int> Restarts => new()
    {
        { [100, 100, 100], 90 },
        // What a killed rank had not yet sent is gone: each comes to another end.
        { [100, 95, 98], 90 },
        { [95, 100, 98], 96 },
        { [93, 100, 98], 99 },
        { [100, 100, 92], 93 },
        // Nobody's number falls: the checkpoint was written in the second that nobody sent.
        { [100, 95, 98], 101 },
        { [90, 95, 98], 101 },
    };

    [Theory]
    [MemberData(nameof(Restarts))]
    public void All_ranks_meet_again_after_a_restart(int[] last, int restart)
    {
        foreach (int[] order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 2, 0]])
        {
            var rig = new StepsRig();
            for (int step = 1; step <= 100; step++)
            {
                foreach (int rank in order.Where(rank => step <= last[rank]))
                    rig.Step(rank, step, 0.1 * step, step);

                if (step % 10 == 0)
                    rig.Update();
            }

            for (int step = restart; step < restart + 100; step++)
            {
                foreach (int rank in order)
                    rig.Step(rank, step, 25 + (0.1 * (step - restart)), (1000 * rank) + step);

                if (step % 10 == 0)
                    rig.Update();
            }

            rig.Update();
            JobSteps job = rig.Job;
            long end = job.EndSequence;

            // The last ranks to be seen may take some steps to find their place; then all agree.
            Assert.Equal(restart + 99, job.Row(end - 1).Step);
            for (int back = 1; back <= 80; back++)
            {
                int step = restart + 100 - back;
                Assert.Equal(step, job.Row(end - back).Step);
                Assert.Equal(job.Row(end - 1).Attempt, job.Row(end - back).Attempt);
                Assert.Equal([step, 1000 + step, 2000 + step], rig.Values(end - back, Sum));
            }

            Assert.InRange(job.Row(end - 1).Attempt, 0, 1);
            if (restart <= last.Min())
                Assert.Equal(1, job.Row(end - 1).Attempt);
        }
    }

    [Fact]
    public void A_restart_in_which_a_rank_has_no_telemetry_of_an_attempt_heals()
    {
        var rig = new StepsRig();
        void Attempt(double start, int from, int to, params int[] ranks)
        {
            for (int step = from; step <= to; step++)
            {
                foreach (int rank in ranks)
                    rig.Step(rank, step, start + (0.1 * (step - from)), step);

                rig.Update();
            }
        }

        Attempt(0, 1, 50, 0, 1, 2);
        Attempt(20, 41, 45, 0, 1);
        Attempt(40, 41, 90, 0, 1, 2);

        JobSteps job = rig.Job;
        Assert.Equal((90, 2), rig.Rows()[^1]);
        Assert.Equal([90, 90, 90], rig.Values(job.EndSequence - 1, Sum));
        Assert.Equal([45, 45, 45], rig.Values(job.EndSequence - 46, Sum));
    }

    [Fact]
    public void A_rank_that_does_not_come_back_is_given_up()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 50; step++)
        {
            rig.Step(0, step, step);
            rig.Step(1, step, step);
        }

        for (int step = 41; step <= 241; step++)
            rig.Step(0, step, 100 + step, step);

        rig.Update();
        Assert.Equal((241, 1), rig.Rows()[^1]);
        Assert.Equal([241, double.NaN], rig.Values(rig.Job.EndSequence - 1, Sum));
    }

    [Fact]
    public void A_new_attempt_may_bring_new_series()
    {
        var rig = new StepsRig();
        Dimension Attempt(int number) => new(DimensionKeys.Attempt, number);
        for (int step = 1; step <= 60; step++)
        {
            rig.Step(0, step, step, step, "job", Attempt(0));
            rig.Step(1, step, step, step, "job", Attempt(0));
        }

        rig.Update();
        for (int step = 51; step <= 70; step++)
        {
            rig.Step(0, step, 100 + step, 10 * step, "job", Attempt(1));
            rig.Step(1, step, 100 + step, 20 * step, "job", Attempt(1));
            rig.Update();
        }

        Assert.Equal(80, rig.Job.EndSequence);
        Assert.Equal((51, 1), rig.Rows()[^20]);
        Assert.Equal([700, 1400], rig.Values(79, Sum));
    }

    [Fact]
    public void Ranks_restart_at_different_moments()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 50; step++)
        {
            rig.Step(0, step, step, step);
            rig.Step(1, step, step, step);
        }

        rig.Update();
        rig.Step(0, 31, 100, 31);
        rig.Update();
        Assert.Equal(50, rig.Job.EndSequence);
        rig.Step(1, 31, 104, 31);
        rig.Update();

        Assert.Equal(51, rig.Job.EndSequence);
        Assert.Equal((31, 1), rig.Rows()[^1]);
        Assert.Equal([31, 31], rig.Values(50, Sum));
    }

    [Fact]
    public void A_clock_that_is_set_forward_is_no_restart()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 100; step++)
        {
            rig.Step(0, step, 0.1 * step, step);
            rig.Step(1, step, (0.1 * step) + (step > 50 ? 6 : 0), step);
            rig.Step(2, step, 0.1 * step, step);
            if (step % 10 == 0)
                rig.Update();
        }

        Assert.Equal((100, 0), rig.Rows()[^1]);
        Assert.Equal(100, rig.Job.EndSequence);
        Assert.Equal([100, 100, 100], rig.Values(99, Sum));
    }
}
