using Feedline.Signals;

namespace Feedline;

/// <summary>Looks for a season in the values kept, and keeps it only while it explains a good part of their spread.</summary>
internal sealed class SeasonSearch
{
    /// <summary>Samples a search takes: as they are, or means of as many as the memory holds for each.</summary>
    public const int Length = 1024;

    private const double PValue = 0.001;
    private const double AdoptBelow = 0.7;
    private const double DropAbove = 0.95;
    private readonly PeriodDetector _periods = new(Length);
    private readonly double[] _values = new double[Baseline.Capacity];
    private readonly double[] _means = new double[Length];

    /// <summary>Looks, and changes the season if that is better.</summary>
    /// <returns>The season has changed.</returns>
    public bool Run(Season season, Baseline baseline, long lastTick)
    {
        int step = baseline.Count / Length;
        Span<double> values = _values.AsSpan(0, step * Length);
        baseline.CopyLatest(values);
        long first = lastTick - values.Length + 1;
        if (season.IsKnown && Share(season, values, first, baseline.Level) < DropAbove)
            return false;

        bool hadSeason = season.IsKnown;
        season.Forget();
        double period = Find(values[^Length..]);
        if (double.IsNaN(period) && step > 1)
        {
            for (int i = 0; i < Length; i++)
                _means[i] = Mean(values.Slice(i * step, step));
            period = step * Find(_means);
        }

        if (double.IsNaN(period))
            return hadSeason;

        double level = Mean(values);
        season.Adopt(values, first, level, period);
        if (Share(season, values, first, level) < AdoptBelow)
            return true;

        season.Forget();
        return hadSeason;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum / values.Length;
    }

    /// <summary>Share of the mean deviation that is left without the season.</summary>
    private static double Share(Season season, ReadOnlySpan<double> values, long first, double level)
    {
        double with = 0, without = 0;
        for (int i = 0; i < values.Length; i++)
        {
            with += Math.Abs(values[i] - level);
            without += Math.Abs(values[i] - level - season.At(first + i));
        }

        return with > 0 ? without / with : 1;
    }

    private double Find(ReadOnlySpan<double> values)
    {
        PeriodEstimate found = _periods.Detect(values);
        return found.PValue < PValue ? found.Period : double.NaN;
    }
}
