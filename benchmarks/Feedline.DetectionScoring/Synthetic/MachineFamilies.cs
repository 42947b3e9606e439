namespace Feedline.DetectionScoring.Synthetic;

/// <summary>Series that machines make.</summary>
internal static class MachineFamilies
{
    /// <summary>Load in percent: a level with memory, jobs that run now and then, and other levels from time to time.</summary>
    public static Quiet Load(Draw draw)
    {
        int count = draw.Whole(3500, 5500);
        double level = draw.Magnitude(2, 60), rough = draw.Magnitude(0.02, 0.2), job = draw.Magnitude(0.3, 3);
        int every = draw.OneOf(0, 12, 48, 72, 144, 288);
        double[] noise = Shapes.Memory(draw, count, draw.Uniform(0, 0.8)), wander = Shapes.Memory(draw, count, 0.999);
        double[] jobs = new double[count];
        foreach (int at in every > 0 ? Enumerable.Range(0, count / every).Select(k => k * every + draw.Whole(0, 2)) : Shapes.Times(draw, count, draw.Uniform(60, 500)))
        {
            for (int i = at, end = Math.Min(count, at + draw.Whole(1, 4)); i < end; i++)
                jobs[i] = job * draw.Uniform(0.7, 1.3);
        }

        double[] values = [.. noise.Select((x, i) => level * (1 + rough * x + 0.05 * wander[i] + jobs[i] + (draw.Chance(0.002) ? draw.Exponential() : 0)))];
        return new(values, every, [AnomalyKind.Spike, AnomalyKind.Shift, AnomalyKind.Noisy, AnomalyKind.Outage, AnomalyKind.Burst, AnomalyKind.Ramp, AnomalyKind.Busy], Percent);
    }

    /// <summary>Bytes written or sent: next to nothing most of the time, and bursts with a heavy tail.</summary>
    public static Quiet Bytes(Draw draw)
    {
        int count = draw.Whole(3500, 5000);
        double idle = draw.Magnitude(10, 1e5), index = draw.Uniform(1.5, 3), often = draw.Magnitude(0.01, 0.15), size = draw.Magnitude(3, 100);
        int every = draw.OneOf(0, 0, 12, 288);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            bool isBurst = every > 0 ? i % every < 2 : draw.Chance(often);
            values[i] = idle * (1 + 0.2 * Math.Abs(draw.Normal())) * (isBurst ? size * (every > 0 ? draw.Uniform(0.6, 1.4) : Math.Min(draw.Pareto(index), 8)) : 1);
        }

        return new(values, every, [AnomalyKind.Spike, AnomalyKind.Burst, AnomalyKind.Busy, AnomalyKind.Shift, AnomalyKind.Outage], value => Math.Max(0, Math.Round(value)));
    }

    /// <summary>A temperature that follows its surroundings slowly, with plateaus where it is held.</summary>
    public static Quiet Temperature(Draw draw)
    {
        int period = draw.OneOf(24, 288);
        int count = period == 24 ? draw.Whole(4000, 8000) : draw.Whole(8000, 20_000);
        double[] slow = Shapes.Memory(draw, count, 1 - 1.0 / draw.Uniform(5 * period, 20 * period)), fast = Shapes.Memory(draw, count, 0.9);
        double[] day = Shapes.Day(draw, period);
        double wander = draw.Uniform(3, 10), swing = draw.Uniform(0, 4), rough = draw.Magnitude(0.1, 1.5), held = draw.OneOf(draw.Uniform(0.5, 1.5), 9);
        double[] values = [.. slow.Select((x, i) => 70 + Math.Clamp(wander * x, -9 * wander, held * wander) + swing * day[i % period] + rough * fast[i])];
        return new(values, swing > 1 ? period : 0, [AnomalyKind.Ramp, AnomalyKind.Outage, AnomalyKind.Shift, AnomalyKind.Noisy, AnomalyKind.Spike, AnomalyKind.Stuck], value => Math.Round(value, 3));
    }

    /// <summary>The latency of a service: skewed, with a heavy tail and queues.</summary>
    public static Quiet Latency(Draw draw)
    {
        int count = draw.Whole(3500, 8000);
        double base_ = draw.Magnitude(0.5, 50), tail = draw.Uniform(0.1, 0.5), often = draw.Magnitude(0.002, 0.02);
        double[] load = Shapes.Memory(draw, count, 0.99);
        double[] values = [.. load.Select(x => base_ * (1 + 0.1 * x + tail * draw.Exponential()) * (draw.Chance(often) ? Math.Min(1.5 * draw.Pareto(2), 10) : 1))];
        return new(values, 0, [AnomalyKind.Spike, AnomalyKind.Shift, AnomalyKind.Burst, AnomalyKind.Ramp, AnomalyKind.Busy, AnomalyKind.Noisy], value => Math.Max(0, value));
    }

    /// <summary>A few levels and hardly anything between: quantised, nearly constant, on and off.</summary>
    public static Quiet Levels(Draw draw)
    {
        int count = draw.Whole(2000, 8000);
        double unit = draw.Magnitude(0.01, 10), often = draw.Magnitude(0.002, 0.3);
        int kind = draw.Whole(0, 3), on = draw.Whole(3, 60), off = draw.Whole(3, 60);
        double[] memory = Shapes.Memory(draw, count, 0.9);
        double[] values = [.. memory.Select((x, i) => unit * (kind switch
        {
            0 => draw.Chance(often) ? 1 : 0,
            1 => i % (on + off) < on ? 1 : 0,
            2 => 20 + Math.Round(draw.Chance(often) ? draw.Sign() : 0.0),
            _ => 10 + Math.Round(1.2 * x),
        }))];
        return new(values, kind == 1 ? on + off : 0, kind < 2 ? [AnomalyKind.Stuck, AnomalyKind.Spike, AnomalyKind.Pace, AnomalyKind.Busy] : [AnomalyKind.Spike, AnomalyKind.Shift, AnomalyKind.Burst, AnomalyKind.Noisy],
            value => unit * Math.Round(value / unit));
    }

    /// <summary>What has no level to return to.</summary>
    public static Quiet Walk(Draw draw)
    {
        int count = draw.Whole(3000, 8000);
        double back = draw.OneOf(1, 0.9995), at = 0;
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = at = back * at + Shapes.Heavy(draw);
        return new(values, 0, [AnomalyKind.Spike, AnomalyKind.Shift, AnomalyKind.Noisy, AnomalyKind.Stuck], value => 100 + value);
    }

    /// <summary>Times of training steps in whole milliseconds: a checkpoint each so many steps, and other times after a change on schedule.</summary>
    public static Quiet Steps(Draw draw)
    {
        int count = draw.Whole(2000, 12_000), every = draw.OneOf(0, 10, 50, 125, 500), change = draw.Chance(0.4) ? draw.Whole(count / 4, 3 * count / 4) : count;
        double step = draw.Magnitude(50, 1000), jitter = draw.Magnitude(0.002, 0.02), checkpoint = draw.Uniform(0.5, 5), after = draw.Uniform(0.7, 1.5);
        double[] values = [.. Enumerable.Range(0, count).Select(i => step * (i >= change ? after : 1) * (1 + jitter * Shapes.Heavy(draw)
            + (draw.Chance(0.003) ? 0.1 * draw.Exponential() : 0) + (every > 0 && i % every == 0 ? checkpoint * draw.Uniform(0.9, 1.1) : 0)))];
        return new(values, every, [AnomalyKind.Spike, AnomalyKind.Shift, AnomalyKind.Noisy, AnomalyKind.Burst, AnomalyKind.Busy], value => Math.Max(1, Math.Round(value)));
    }

    private static double Percent(double value) => Math.Round(Math.Clamp(value, 0, 100), 3);
}
