using Feedline.Tests.Series;
using static Feedline.Tests.Steps.StepsRig;

namespace Feedline.Tests.Steps;

public sealed class StepColumnTests
{
    [Fact]
    public void Aggregates_what_lies_within_the_step()
    {
        var rig = new StepsRig();
        rig.Write(SignalNames.Step, 0, 10, 1);
        foreach ((double time, double value) in ((double, double)[])[(11, 3), (12, 7), (14, 2)])
            rig.Write(SignalNames.Loss, 0, time, value);

        // At the very end of the step still counts, later does not.
        rig.Write(SignalNames.Step, 0, 14, 2);
        rig.Write(SignalNames.Loss, 0, 15, 100);
        rig.Update();

        Assert.Equal([12], rig.Values(1, Sum));
        Assert.Equal([7], rig.Values(1, Max));
        Assert.Equal([2], rig.Values(1, Last));
        Assert.Equal([4], rig.Values(1, LastTime));
        Assert.Equal([double.NaN], rig.Values(0, Sum));
        Assert.Equal([double.NaN], rig.Values(0, LastTime));
    }

    [Fact]
    public void The_time_of_the_last_sample_is_that_of_the_ranks_own_clock_after_the_start_of_the_row()
    {
        var rig = new StepsRig();
        for (int step = 1; step <= 3; step++)
        {
            rig.Write(SignalNames.Loss, 0, (10 * step) - 1, 1);
            rig.Write(SignalNames.Step, 0, 10 * step, step);
            rig.Write(SignalNames.Loss, 1, (10 * step) + 4, 1);
            rig.Write(SignalNames.Step, 1, (10 * step) + 5, step);
        }

        rig.Update();

        Assert.Equal(At(12.5), rig.Job.Row(1).StartUnixNanoseconds);
        Assert.Equal([6.5, 11.5], rig.Values(1, LastTime));
    }

    [Fact]
    public void Several_series_of_a_signal_count_together_and_others_not_at_all()
    {
        var rig = new StepsRig();
        Dimension Layer(string layer) => new(DimensionKeys.StorageLayer, layer);
        rig.Write(SignalNames.StorageOperationDuration, 0, 1, 2, "job", Layer("dataset"), new Dimension(DimensionKeys.StorageOperation, "read"));
        rig.Write(SignalNames.StorageOperationDuration, 0, 1, 5, "job", Layer("dataset"), new Dimension(DimensionKeys.StorageOperation, "stat"));
        rig.Write(SignalNames.StorageOperationDuration, 0, 1, 99, "job", Layer("checkpoint"));
        rig.Write(SignalNames.Step, 0, 2, 1);
        rig.Update();

        Assert.Equal([7], rig.Values(0, Reads));
        Assert.True(rig.Job.Has(Reads));
        Assert.False(rig.Job.Has(Sum));
    }

    [Fact]
    public void Refuses_rows_that_are_not_kept_and_columns_nobody_declared()
    {
        var rig = new StepsRig(rowsKept: 16);
        for (int step = 1; step <= 40; step++)
        {
            rig.Step(0, step, step);
            rig.Update();
        }

        JobSteps job = rig.Job;
        Assert.Throws<ArgumentOutOfRangeException>(() => job.Row(job.FirstSequence - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => job.Row(job.EndSequence));
        Assert.Throws<ArgumentOutOfRangeException>(() => job.Row(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = job.Values(job.EndSequence, Sum); });
        Assert.Throws<ArgumentException>(() => { _ = job.Values(job.FirstSequence, new StepColumn(SignalNames.GradientNorm)); });
        Assert.Throws<ArgumentException>(() => job.Has(new StepColumn(SignalNames.GradientNorm)));
        Assert.Throws<ArgumentException>(() => job.Has(Reads with { Filter = null }));
    }

    [Fact]
    public void Taking_in_steps_allocates_nothing_once_it_is_warm()
    {
        var rig = new StepsRig(samplesPerSeries: 64);
        SeriesHandle[] steps = new SeriesHandle[8];
        SeriesHandle[] compute = new SeriesHandle[8];
        for (int rank = 0; rank < 8; rank++)
        {
            Dimension[] dimensions = [new(DimensionKeys.Job, "job"), new(DimensionKeys.Rank, rank)];
            steps[rank] = rig.Store.GetOrAddSeries(SignalCatalog.Find(SignalNames.Step)!, dimensions);
            compute[rank] = rig.Store.GetOrAddSeries(SignalCatalog.Find(SignalNames.Loss)!, dimensions);
        }

        int step = 0;
        long allocated = Bytes.Of(1_000, () =>
        {
            step++;
            for (int rank = 0; rank < 8; rank++)
            {
                rig.Store.Write(compute[rank], At(step), 1);
                rig.Store.Write(steps[rank], At(step), step);
            }

            rig.Update();
        });

        Assert.Equal(2_000, rig.Job.EndSequence);
        Assert.Equal(0, allocated);
    }
}
