using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>
/// Splits a series that repeats into trend, season and residual, by medians throughout: spikes stay in the residual and a jump of the level stays
/// a jump of the trend. Owns its work space; not thread-safe.
/// </summary>
/// <remarks>
/// <para>Three rounds of: trend = running median, centred, of the samples less the season, over as many as make a period (if even, the mean of the two that are half a sample off);
/// season = median, over the cycles, of the samples less the trend at each phase, less the mean of these. Residual = sample - trend - season. Trend and
/// season are in the samples' unit; the season is the same in each cycle and has mean 0 over one. Where half a window is missing, at both ends, the trend is a
/// straight line through the medians of the outer thirds of the window.</para>
/// <para>Half of the cycles may be spoilt at a phase, and nearly half of a window. Medians in place of the local regressions of STL, because those smear
/// a jump over a window; what that costs is that the trend has noise of 1.25 σ / √period, small steps, and on a
/// slope an error of a part of the rise over a period, up to a half and beside a jump up to the whole. Level random seasons with 5 % spikes and a jump came
/// back to within the noise.</para>
/// <para>Take the period from a <see cref="PeriodDetector"/> or from what is known; it may be a fraction, and then the phases are as many as the nearest whole
/// number.</para>
/// <para>Constant samples have themselves as trend and 0 for the rest. A NaN, an infinity or a value beyond ±1e150 gives NaN for all: fill gaps
/// first. O(n √period) with a small constant; 0 bytes allocated. Sources: after Cleveland et al., "STL: a seasonal-trend decomposition procedure based on
/// loess", Journal of Official Statistics 6 (1990); the ends after Tukey, "Exploratory data analysis" (1977), resistant line.</para>
/// </remarks>
public sealed class SeasonalDecomposition
{
    private const double Largest = 1e150;
    private const int Rounds = 3;
    private const int LeastCycles = 3;
    private readonly RollingMedian _window;
    private readonly double[] _trend;
    private readonly double[] _rest;
    private readonly double[] _season;
    private readonly double[] _scratch;

    // Indices of samples by phase, one phase after the other; and where each phase begins.
    private readonly int[] _order;
    private readonly int[] _starts;

    /// <summary>Makes the work space.</summary>
    /// <param name="length">n, how many samples a series has, at least 6.</param>
    /// <param name="period">After how many samples the season repeats, from 2 to n / 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public SeasonalDecomposition(int length, double period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2 * LeastCycles);
        if (!(period >= 2 && period <= length / (double)LeastCycles))
            throw new ArgumentOutOfRangeException(nameof(period), period, "The period lies between 2 samples and a third of the series.");
        Length = length;
        Period = period;
        int phases = (int)Math.Round(period);
        _window = new RollingMedian(phases);
        _trend = new double[length];
        _rest = new double[length];
        _scratch = new double[length];
        _season = new double[phases];
        _order = new int[length];
        _starts = new int[phases + 1];
        for (int i = 0; i < length; i++)
            _starts[Phase(i) + 1]++;
        for (int phase = 0; phase < phases; phase++)
            _starts[phase + 1] += _starts[phase];

        var next = (int[])_starts.Clone();
        for (int i = 0; i < length; i++)
            _order[next[Phase(i)]++] = i;
    }

    /// <summary>n, how many samples a series has.</summary>
    public int Length { get; }

    /// <summary>After how many samples the season repeats.</summary>
    public double Period { get; }

    /// <summary>Splits a series.</summary>
    /// <param name="samples"><see cref="Length"/> samples, evenly spaced.</param>
    /// <param name="trend">Takes the trend at each.</param>
    /// <param name="season">Takes the season at each.</param>
    /// <param name="residual">Takes what is left of each; may be the span of the samples.</param>
    /// <exception cref="ArgumentException">A span has not <see cref="Length"/> elements.</exception>
    public void Split(ReadOnlySpan<double> samples, Span<double> trend, Span<double> season, Span<double> residual)
    {
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        Lengths.ThrowIfDifferent(Length, trend.Length, nameof(trend));
        Lengths.ThrowIfDifferent(Length, season.Length, nameof(season));
        Lengths.ThrowIfDifferent(Length, residual.Length, nameof(residual));
        if (!(Math.Abs(TensorPrimitives.MaxMagnitude(samples)) <= Largest))
        {
            trend.Fill(double.NaN);
            season.Fill(double.NaN);
            residual.Fill(double.NaN);
            return;
        }

        samples.CopyTo(_rest);
        for (int round = 0; round < Rounds; round++)
        {
            FollowTrend(isDeseasoned: round > 0);
            FindSeason(samples);
            for (int i = 0; i < Length; i++)
                _rest[i] = samples[i] - _season[Phase(i)];
        }

        for (int i = 0; i < Length; i++)
        {
            trend[i] = _trend[i];
            season[i] = _season[Phase(i)];
            residual[i] = _rest[i] - _trend[i];
        }
    }

    private int Phase(int i) => Math.Min((int)(i % Period * (_season.Length / Period)), _season.Length - 1);

    private void FollowTrend(bool isDeseasoned)
    {
        int window = _window.Window;
        int half = window / 2;
        double before = double.NaN;
        _window.Clear();
        for (int i = 0; i < Length; i++)
        {
            double median = _window.Add(_rest[i]);

            // Every phase once in each window, or the season would show in the trend.
            if (window % 2 != 0 && i >= window - 1)
                _trend[i - half] = median;
            else if (i >= window)
                _trend[i - half] = before + (median - before) / 2;
            before = median;
        }

        if (isDeseasoned)
        {
            Span<double> line = _scratch.AsSpan(0, window);
            FitLine(_rest.AsSpan(0, window), line);
            line[..half].CopyTo(_trend);
            FitLine(_rest.AsSpan(Length - window), line);
            line[^half..].CopyTo(_trend.AsSpan(Length - half));
            return;
        }

        // A slope over part of a season says nothing.
        _trend.AsSpan(0, half).Fill(_trend[half]);
        _trend.AsSpan(Length - half).Fill(_trend[Length - half - 1]);
    }

    /// <summary>A straight line that a sixth of the values cannot spoil.</summary>
    private static void FitLine(ReadOnlySpan<double> values, Span<double> line)
    {
        int third = (values.Length + 1) / 3;
        values.CopyTo(line);
        double left = Median.InPlace(line[..third]);
        double right = Median.InPlace(line[^third..]);
        double slope = (right - left) / (values.Length - third);
        for (int i = 0; i < values.Length; i++)
            line[i] = values[i] - slope * i;
        double level = Median.InPlace(line);
        for (int i = 0; i < values.Length; i++)
            line[i] = level + slope * i;
    }

    private void FindSeason(ReadOnlySpan<double> samples)
    {
        for (int phase = 0; phase < _season.Length; phase++)
        {
            int start = _starts[phase];
            Span<double> values = _scratch.AsSpan(0, _starts[phase + 1] - start);
            for (int cycle = 0; cycle < values.Length; cycle++)
            {
                int i = _order[start + cycle];
                values[cycle] = samples[i] - _trend[i];
            }

            _season[phase] = Median.InPlace(values);
        }

        TensorPrimitives.Subtract(_season, TensorPrimitives.Sum<double>(_season) / _season.Length, _season);
    }
}
