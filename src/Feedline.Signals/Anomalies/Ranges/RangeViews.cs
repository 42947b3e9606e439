using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Four ways to look at windows of a series, and a look at single values; each way in units of its own upper tenth, smoothed over a window.</summary>
internal sealed class RangeViews
{
    private const double SureSeason = 1e-3;
    private const int ShortestWindow = 8;
    private const int LongestPeriod = 400;
    private const double UpperTenth = 0.9;

    // What is further out counts no more: it would drown what the running sums are to tell after it.
    private const double Farthest = 1000;

    // Values as good as equal: a spread below a fiftieth of the usual is not worth telling apart.
    private const double LeastSpread = 0.02;

    private readonly double[][] _views;

    public RangeViews(double[] values)
    {
        int n = values.Length;
        PeriodEstimate period = new PeriodDetector(n).Detect(values);
        Period = period.PValue < SureSeason && period.Period >= 2 && period.Period <= n / 3.0 ? period.Period : double.NaN;
        Window = Period >= ShortestWindow && Period <= Math.Min(LongestPeriod, n / 6) ? (int)Math.Round(Period) : Math.Clamp(n / 40, ShortestWindow, 125);
        Standardise(values);
        double[] level = WithoutSeason(values);
        double[] quiet = [.. level];
        Standardise(quiet);
        Deviations = new double[n];
        TensorPrimitives.Abs(quiet, Deviations);
        _views = [Level(level), Spread(quiet), ShapeDistance.Of(quiet, Window), Spectrum(values)];
        for (int v = 0; v < _views.Length; v++)
        {
            _views[v] = CentredMean.Of(_views[v], Window);
            Rescale(_views[v]);
        }
    }

    /// <summary>The season's length in values; NaN without one.</summary>
    public double Period { get; }

    public int Window { get; }

    /// <summary>How far each value is from the usual one at its time, in standard deviations.</summary>
    public double[] Deviations { get; }

    /// <summary>The sum of all views, smoothed over a window.</summary>
    public double[] Sum()
    {
        double[] sum = [.. _views[0]];
        foreach (double[] view in _views.AsSpan(1))
            TensorPrimitives.Add(sum, view, sum);
        return CentredMean.Of(sum, Window);
    }

    /// <summary>The view that is highest at a value.</summary>
    public RangeView Highest(int at)
    {
        int highest = 0;
        for (int v = 1; v < _views.Length; v++)
        {
            if (_views[v][at] > _views[highest][at])
                highest = v;
        }

        return (RangeView)highest;
    }

    /// <summary>To median 0 and scale 1, the greater of 1.4826 MAD and half the standard deviation, within ±1,000.</summary>
    private static void Standardise(Span<double> values)
    {
        double scale = MedianAbsoluteDeviation.NormalScale * MedianAbsoluteDeviation.InPlace(values.ToArray(), out double median);
        TensorPrimitives.Subtract(values, median, values);
        scale = Math.Max(scale, 0.5 * TensorPrimitives.StdDev<double>(values));
        if (scale > 0)
            TensorPrimitives.Divide(values, scale, values);
        TensorPrimitives.Clamp(values, -Farthest, Farthest, values);
    }

    private double[] WithoutSeason(double[] values)
    {
        if (double.IsNaN(Period))
            return values;
        double[] trend = new double[values.Length], season = new double[values.Length], residual = new double[values.Length];
        new SeasonalDecomposition(values.Length, Period).Split(values, trend, season, residual);
        TensorPrimitives.Subtract(values, season, season);
        return season;
    }

    private double[] Level(double[] values)
    {
        double[] means = CentredMean.Of(values, Window);
        AwayFromMedian(means);
        return means;
    }

    private double[] Spread(double[] values)
    {
        double[] squares = new double[values.Length];
        double[] means = CentredMean.Of(values, Window);
        TensorPrimitives.Multiply<double>(values, values, squares);
        double[] spread = CentredMean.Of(squares, Window);
        for (int i = 0; i < spread.Length; i++)
            spread[i] = Math.Log(Math.Sqrt(Math.Max(0, spread[i] - means[i] * means[i])) + LeastSpread);
        AwayFromMedian(spread);
        return spread;
    }

    private static double[] Spectrum(double[] values)
    {
        double[] saliency = new double[values.Length];
        new SpectralResidual(values.Length).Saliency(values, saliency);
        return saliency;
    }

    private static void AwayFromMedian(Span<double> values)
    {
        TensorPrimitives.Subtract(values, Median.InPlace(values.ToArray()), values);
        TensorPrimitives.Abs(values, values);
    }

    /// <summary>To 0 at the median and below, 1 at the upper tenth.</summary>
    private static void Rescale(Span<double> values)
    {
        double[] work = values.ToArray();
        double median = Median.InPlace(work);
        double range = Quantile.InPlace(work, UpperTenth) - median;
        if (!(range > 0))
        {
            // Nine in ten are equal: what is above counts by the largest.
            range = TensorPrimitives.Max<double>(values) - median;
            if (!(range > 0))
                range = 1;
        }

        for (int i = 0; i < values.Length; i++)
            values[i] = Math.Max(0, (values[i] - median) / range);
    }
}
