using static Feedline.Tests.Steps.StepsRig;

namespace Feedline.Tests.Steps;

public sealed class StepAlignmentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Ranks_are_aligned_by_number_though_their_clocks_are_seconds_apart(int stepsPerUpdate)
    {
        var rig = new StepsRig();
        double[] skew = [0, 3.1, -2.2];
        for (int step = 1; step <= 60; step++)
        {
            for (int rank = 0; rank < 3; rank++)
                rig.Step(rank, step, 10 + (0.1 * step) + skew[rank], (10 * step) + rank);

            if (step % stepsPerUpdate == 0)
                rig.Update();
        }

        rig.Update();

        Assert.Equal(60, rig.Job.EndSequence);
        for (long row = 0; row < 60; row++)
        {
            double first = 10 * (row + 1);
            Assert.Equal([first, first + 1, first + 2], rig.Values(row, Sum));
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public void What_each_rank_sends_as_one_long_batch_is_aligned_as_well(int steps)
    {
        var rig = new StepsRig();
        for (int rank = 0; rank < 4; rank++)
        {
            for (int step = 1; step <= steps; step++)
                rig.Step(rank, step, 0.02 * step, step + (0.1 * rank));
        }

        rig.Update();

        Assert.Equal(steps, rig.Job.EndSequence);
        for (long row = rig.Job.FirstSequence; row < steps; row++)
            Assert.Equal([row + 1, row + 1.1, row + 1.2, row + 1.3], rig.Values(row, Sum));
    }

    [Fact]
    public void A_row_waits_for_the_last_rank()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 3; step++)
        {
            rig.Step(0, step, step);
            rig.Step(1, step, step);
        }

        rig.Step(0, 4, 4);
        rig.Update();
        Assert.Equal(3, rig.Job.EndSequence);

        rig.Step(1, 4, 4.5);
        rig.Update();
        Assert.Equal(4, rig.Job.EndSequence);
        StepRow row = rig.Job.Row(3);
        Assert.Equal(At(3), row.StartUnixNanoseconds);
        Assert.Equal(At(4.25), row.EndUnixNanoseconds);
        Assert.Equal(1.25, row.Seconds, 9);
    }

    [Fact]
    public void A_rank_that_skips_a_number_has_no_value_there()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 6; step++)
        {
            rig.Step(0, step, step, step);
            if (step != 3)
                rig.Step(1, step, step, 10 * step);

            rig.Update();
        }

        Assert.Equal(6, rig.Job.EndSequence);
        Assert.Equal([3, double.NaN], rig.Values(2, Sum));
        Assert.Equal([4, 40], rig.Values(3, Sum));
    }

    [Fact]
    public void A_rank_that_joins_late_is_missing_before()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 20; step++)
        {
            rig.Step(1, step, step, step);
            rig.Step(3, step, step, 100 + step);
            if (step > 10)
                rig.Step(2, step, step, 200 + step);

            rig.Update();
        }

        Assert.Equal([1, 2, 3], rig.Job.Ranks.ToArray().Select(static rank => rank.Rank));
        Assert.Equal(20, rig.Job.EndSequence);
        Assert.Equal([5, double.NaN, 105], rig.Values(4, Sum));
        Assert.Equal([15, 215, 115], rig.Values(14, Sum));
    }

    [Fact]
    public void A_rank_that_leaves_is_waited_for_once_and_missing_from_then_on()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 300; step++)
        {
            rig.Step(0, step, step, step);
            if (step <= 50)
                rig.Step(1, step, step, step);

            rig.Update();
            if (step <= 50)
                Assert.Equal(step, rig.Job.EndSequence);
        }

        Assert.Equal(300, rig.Job.EndSequence);
        Assert.Equal([300, double.NaN], rig.Values(299, Sum));
    }

    [Fact]
    public void A_rank_that_comes_back_after_it_was_given_up_takes_part_again()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 300; step++)
        {
            rig.Step(0, step, step, step);
            if (step is <= 50 or > 200)
                rig.Step(1, step, step, -step);

            rig.Update();
        }

        Assert.Equal(300, rig.Job.EndSequence);
        Assert.Equal([201, -201], rig.Values(200, Sum));
        Assert.Equal([300, -300], rig.Values(299, Sum));
    }

    [Fact]
    public void A_rank_whose_clock_is_further_off_than_rows_wait_holds_up_nobody()
    {
        var rig = new StepsRig(rowsKept: 32);
        for (int step = 1; step <= 400; step++)
        {
            rig.Step(0, step, step, step);
            if (step > 100)
                rig.Step(1, step - 100, step, step);

            rig.Update();
        }

        // Rank 1 is always too late; after it was waited for once it must not hold rows open any more.
        Assert.Equal(400, rig.Job.EndSequence);
    }

    [Fact]
    public void Rows_far_beyond_those_kept_are_the_youngest()
    {
        var rig = new StepsRig(rowsKept: 16);
        for (int step = 1; step <= 10_000; step++)
        {
            rig.Step(0, step, step, step);
            rig.Step(1, step, step, -step);
            rig.Update();
        }

        JobSteps job = rig.Job;
        Assert.Equal(10_000, job.EndSequence);
        Assert.Equal(10_000 - 16, job.FirstSequence);
        for (long row = job.FirstSequence; row < job.EndSequence; row++)
        {
            Assert.Equal(row + 1, job.Row(row).Step);
            Assert.Equal([row + 1, -row - 1], rig.Values(row, Sum));
        }
    }

    [Fact]
    public void Two_jobs_do_not_mix()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 30; step++)
        {
            rig.Step(0, step, step, step, "a");
            rig.Step(1, step, step, step, "b");
            rig.Step(1, step, step + 0.1, 10 * step, "a");
            rig.Update();
        }

        Assert.Equal([7, 70], rig.Values(6, Sum, "a"));
        Assert.Equal([7], rig.Values(6, Sum, "b"));
    }

    [Fact]
    public void Ranks_without_a_job_are_one_job_without_a_name()
    {
        var rig = new StepsRig();
        rig.Step(0, 1, 1, job: null);
        rig.Update();

        Assert.Equal("", rig.Job.Job);
        Assert.Equal(1, rig.Job.EndSequence);
    }

    [Fact]
    public void Series_of_neither_job_nor_rank_are_nobodys()
    {
        var rig = new StepsRig();
        rig.Write(SignalNames.Loss, null, 1, 1, job: null);
        rig.Update();

        Assert.True(rig.Table.Jobs.IsEmpty);
    }

    [Fact]
    public void A_series_of_the_job_without_a_rank_widens_its_time_only()
    {
        var rig = new StepsRig();
        rig.Write(SignalNames.SchedulerWorkersRunning, null, 1, 2);
        rig.Step(0, 1, 5);
        rig.Write(SignalNames.SchedulerWorkersRunning, null, 9, 2);
        rig.Update();

        Assert.Equal(1, rig.Job.Ranks.Length);
        Assert.Equal(At(1), rig.Job.FirstUnixNanoseconds);
        Assert.Equal(At(9), rig.Job.LastUnixNanoseconds);
        Assert.Equal(1, rig.Job.EndSequence);
    }

    [Fact]
    public void The_first_sample_counts_though_its_series_was_made_before_it()
    {
        var rig = new StepsRig();
        SeriesHandle series = rig.Store.GetOrAddSeries(
            SignalCatalog.Find(SignalNames.Loss)!, [new Dimension(DimensionKeys.Job, "job"), new Dimension(DimensionKeys.Rank, 0)]);
        rig.Update();
        rig.Store.Write(series, At(3), 1);
        rig.Store.Write(series, At(8), 1);
        rig.Update();

        Assert.Equal(At(3), rig.Job.FirstUnixNanoseconds);
        Assert.Equal(At(8), rig.Job.LastUnixNanoseconds);
    }

    [Fact]
    public void Progress_tells_step_and_heartbeat()
    {
        var rig = new StepsRig();
        rig.Step(4, 17, 5);
        rig.Write(SignalNames.GpuUtilization, 4, 7, 0.5);
        rig.Write(SignalNames.GpuUtilization, 9, 6, 0.5);
        rig.Update();

        RankProgress[] ranks = rig.Job.Ranks.ToArray();
        Assert.Equal(new RankProgress(4, "node4", 17, At(5), At(7)), ranks[0]);
        Assert.Equal(new RankProgress(9, "node9", -1, long.MinValue, At(6)), ranks[1]);
        Assert.Equal(1, rig.Job.EndSequence);
    }
}
