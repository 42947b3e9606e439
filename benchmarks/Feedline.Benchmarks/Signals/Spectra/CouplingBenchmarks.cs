using BenchmarkDotNet.Attributes;
using Feedline.Signals;
using MathNet.Numerics.Statistics;

namespace Feedline.Benchmarks.Signals.Spectra;

/// <summary>Periods and coupling of series as long as a rule looks back.</summary>
[MemoryDiagnoser]
public class CouplingBenchmarks
{
    private const int Length = 4_096;
    private readonly double[] _first = RandomSeries.Uniform(Length, seed: 1);
    private readonly double[] _second = RandomSeries.Uniform(Length, seed: 2);
    private readonly double[] _lags = new double[Length];
    private readonly Autocorrelation _autocorrelation = new(Length, Length - 1);
    private readonly PeriodDetector _periods = new(Length);
    private readonly LeadLag _leadLag = new(Length, 100);
    private readonly Spearman _spearman = new(Length);
    private readonly DistanceCorrelation _distance = new(Length);

    [Benchmark]
    public void AutocorrelationAllLags() => _autocorrelation.Biased(_first, _lags);

    [Benchmark]
    public double[] MathNetAutocorrelationAllLags() => Correlation.Auto(_first);

    [Benchmark]
    public PeriodEstimate Period() => _periods.Detect(_first);

    [Benchmark]
    public LeadLagEstimate LeadLag100() => _leadLag.Estimate(_first, _second);

    [Benchmark]
    public double PearsonOf() => Pearson.Of(_first, _second);

    [Benchmark]
    public double MathNetPearson() => Correlation.Pearson(_first, _second);

    [Benchmark]
    public double SpearmanOf() => _spearman.Of(_first, _second);

    [Benchmark]
    public double MathNetSpearman() => Correlation.Spearman(_first, _second);

    [Benchmark]
    public double DistanceOf() => _distance.Of(_first, _second);
}
