namespace Feedline.DetectionScoring.Synthetic;

/// <summary>Series that people and their days make.</summary>
internal static class SeasonFamilies
{
    private static readonly AnomalyKind[] OfSeasons =
    [
        AnomalyKind.Spike, AnomalyKind.OutOfSeason, AnomalyKind.NoPeak, AnomalyKind.Shift, AnomalyKind.Busy, AnomalyKind.Noisy,
        AnomalyKind.Outage, AnomalyKind.Stuck, AnomalyKind.Pace,
    ];

    /// <summary>Demand with days and weeks, and a drift: half-hourly for months or in 5 minutes for weeks.</summary>
    public static Quiet Demand(Draw draw)
    {
        int period = draw.OneOf(24, 48, 96, 288);
        int count = draw.Whole(Math.Max(3000, 12 * period), 10_000);
        double[] day = Shapes.Day(draw, period), week = Shapes.Week(draw);
        double[] wander = Shapes.Memory(draw, count, 1 - 1.0 / (4 * period)), noise = Shapes.Memory(draw, count, draw.Uniform(0.2, 0.8));
        double level = draw.Magnitude(10, 10_000), floor = draw.Uniform(0.05, 0.5), rough = draw.Magnitude(0.03, 0.15);
        double drift = draw.Uniform(-0.3, 0.3);
        return Of(count, period, i => level * (floor + day[i % period]) * week[i / period % 7]
            * (1 + drift * i / count + 0.05 * wander[i] + rough * noise[i]), OfSeasons, draw.Chance(0.6) ? Counts : NotNegative);
    }

    /// <summary>Counts of messages in 5 minutes: few at night, bursts that nobody would report, and a few that one would.</summary>
    public static Quiet Mentions(Draw draw)
    {
        const int Period = 288;
        int count = draw.Whole(8000, 16_000);
        double[] day = Shapes.Day(draw, Period), wander = Shapes.Memory(draw, count, 0.995);
        double rate = draw.Magnitude(2, 80), excess = draw.Uniform(0.1, 0.5);
        double[] crowd = new double[count];
        foreach (int at in Shapes.Times(draw, count, draw.Uniform(300, 1500)))
        {
            double height = Math.Min(draw.Pareto(1.6), 12) * draw.Uniform(0.3, 0.8), fade = draw.Uniform(2, 15);
            for (int i = at; i < Math.Min(count, at + 80); i++)
                crowd[i] += height * Math.Exp((at - i) / fade);
        }

        return Of(count, Period, i => draw.Poisson(rate * (0.25 + day[i % Period] + crowd[i]) * Math.Exp(0.15 * wander[i] + excess * draw.Normal())),
            [AnomalyKind.Spike, AnomalyKind.Burst, AnomalyKind.Busy, AnomalyKind.Outage], Counts);
    }

    /// <summary>Rates and prices by the hour with a weak day and spikes of their own.</summary>
    public static Quiet Prices(Draw draw)
    {
        const int Period = 24;
        int count = draw.Whole(1500, 2500);
        double[] day = Shapes.Day(draw, Period), wander = Shapes.Memory(draw, count, 0.98);
        double level = draw.Magnitude(0.1, 20), spread = draw.Uniform(0.1, 0.35), often = draw.Uniform(0.005, 0.03);
        return Of(count, Period, i => level * Math.Exp(0.3 * day[i % Period] + 0.15 * wander[i] + spread * draw.Normal())
            * (draw.Chance(often) ? Math.Min(1.3 * draw.Pareto(2.5), 4) : 1), [AnomalyKind.Spike, AnomalyKind.Burst, AnomalyKind.Busy, AnomalyKind.Noisy, AnomalyKind.Shift], NotNegative);
    }

    /// <summary>Travel times and occupancy: skewed, with rush hours, at uneven hours of the day.</summary>
    public static Quiet Roads(Draw draw)
    {
        int period = draw.OneOf(96, 144, 288);
        int count = draw.Whole(1200, 4500);
        double[] day = Shapes.Day(draw, period), week = Shapes.Week(draw), noise = Shapes.Memory(draw, count, draw.Uniform(0.3, 0.8));
        double free = draw.Uniform(5, 100), rush = draw.Uniform(0.2, 1.5), skew = draw.Uniform(0.1, 0.5);
        return Of(count, period, i => free * (1 + rush * day[i % period] * week[i / period % 7] * Math.Exp(skew * noise[i]) + 0.08 * Shapes.Heavy(draw)
            + (draw.Chance(0.004) ? draw.Exponential() : 0)), [AnomalyKind.Spike, AnomalyKind.Busy, AnomalyKind.NoPeak, AnomalyKind.Burst, AnomalyKind.Outage, AnomalyKind.Shift], Tenths);
    }

    /// <summary>Pulses and waves as a schedule makes them: the same each day but for the noise.</summary>
    public static Quiet Pulses(Draw draw)
    {
        const int Period = 288;
        int count = draw.Whole(3500, 5000);
        double on = draw.Uniform(0.2, 0.6), from = draw.Uniform(0.1, 0.4), low = draw.Uniform(0, 40), high = low + draw.Uniform(20, 80);
        bool isWave = draw.Chance(0.3);
        double rough = draw.Magnitude(0.005, 0.15) * (high - low);
        return Of(count, Period, i =>
        {
            double phase = i % Period / (double)Period;
            double shape = isWave ? 0.5 - 0.5 * Math.Cos(2 * Math.PI * phase) : phase >= from && phase < from + on ? 1 : 0;
            return low + (high - low) * shape + rough * draw.Normal();
        }, [AnomalyKind.NoPeak, AnomalyKind.OutOfSeason, AnomalyKind.Busy, AnomalyKind.Spike, AnomalyKind.Shift, AnomalyKind.Pace], value => value);
    }

    private static Quiet Of(int count, int period, Func<int, double> value, AnomalyKind[] kinds, Func<double, double> finish) =>
        new([.. Enumerable.Range(0, count).Select(value)], period, kinds, finish);

    private static double Counts(double value) => Math.Max(0, Math.Round(value));

    private static double NotNegative(double value) => Math.Max(0, value);

    private static double Tenths(double value) => Math.Max(0, Math.Round(value, 1));
}
