using BenchmarkDotNet.Attributes;
using Feedline.Signals;
using MathNet.Numerics.IntegralTransforms;

namespace Feedline.Benchmarks.Signals.Spectra;

/// <summary>Forward transform of real samples: powers of two, a smooth length, and one with a large prime factor.</summary>
[MemoryDiagnoser]
public class RealFftBenchmarks
{
    private RealFft _fft = new(1);
    private double[] _samples = [];
    private double[] _real = [];
    private double[] _imaginary = [];
    private double[] _packed = [];

    [Params(1_024, 2_005, 2_048, 4_000, 4_096, 65_536)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _samples = RandomSeries.Uniform(Length, seed: 1);
        _fft = new RealFft(Length);
        _real = new double[_fft.BinCount];
        _imaginary = new double[_fft.BinCount];
        _packed = new double[Length + 2];
    }

    [Benchmark(Baseline = true)]
    public void FeedlineForward() => _fft.Forward(_samples, _real, _imaginary);

    [Benchmark]
    public void FeedlineInverse() => _fft.Inverse(_real, _imaginary, _samples);

    /// <summary>Works in place, so each call gets a fresh copy: a few hundredths of its time.</summary>
    [Benchmark]
    public void MathNetForward()
    {
        _samples.CopyTo(_packed, 0);
        Fourier.ForwardReal(_packed, Length);
    }
}
