using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>
/// Describes a window of a series by numbers that do not depend on how its samples are shifted in time: level, spread, tails, spectrum,
/// autocorrelation and change. What detectors and models look at instead of the samples. Not safe for use by several threads at a time.
/// </summary>
/// <remarks>
/// <para>Of the n samples x, with m their median and q(p) their quantile (<see cref="Quantile"/>); those above the line have the unit of x, those below have none:</para>
/// <list type="table">
/// <item><term>level</term><description>m</description></item>
/// <item><term>spread</term><description>1.4826 median|x - m|: the standard deviation of normal samples; 0 when over half are equal</description></item>
/// <item><term>upper-tail</term><description>q(0.95) - m</description></item>
/// <item><term>lower-tail</term><description>m - q(0.05)</description></item>
/// <item><term>top</term><description>max - m: one stall is enough</description></item>
/// <item><term>bottom</term><description>m - min</description></item>
/// <item><term>rise</term><description>median of the last third of the samples less that of the first (Tukey's resistant line)</description></item>
/// <item><term>roughness</term><description>1.4826/√2 median|x(t+1) - x(t)|: equals the spread for independent samples, less when there is a trend</description></item>
/// <item><term>jump</term><description>max|x(t+1) - x(t)|</description></item>
/// </list>
/// <list type="table">
/// <item><term>asymmetry</term><description>(q(0.95) + q(0.05) - 2m)/(q(0.95) - q(0.05)), in [-1, 1], above 0 for a long upper tail (Kelly); 0 when both are equal</description></item>
/// <item><term>spectral-centroid</term><description>Σ f P/Σ P over the bins above 0 of the periodogram P (<see cref="PowerSpectrum"/>, one Hann segment), cycles a sample, in (0, 0.5]</description></item>
/// <item><term>spectral-peak</term><description>max P/Σ P, in (0, 1]: near 1 for one line</description></item>
/// <item><term>spectral-peak-frequency</term><description>frequency of that bin, cycles a sample</description></item>
/// <item><term>spectral-entropy</term><description>-Σ p ln p/ln(bins), p = P/Σ P, in [0, 1]: near 1 for white noise</description></item>
/// <item><term>autocorrelation</term><description>r(1), biased (<see cref="Autocorrelation"/>), in [-1, 1]</description></item>
/// <item><term>recurrence</term><description>the greatest r(k) that is above both its neighbours, 2 ≤ k &lt; n/2, at least 0: near 1 when the samples repeat</description></item>
/// <item><term>change</term><description>max|Σ(x(i) - mean), i ≤ k|/(s √n), s the population standard deviation: 0.8 for independent samples, √n/2 for
/// one step in the middle</description></item>
/// <item><term>crossings</term><description>share of neighbours on different sides of m, in [0, 1]; a sample at m is on the side of the one before it</description></item>
/// </list>
/// <para>A constant has level, and 0 throughout else. A NaN, an infinity or a value beyond ±1e300 among the samples gives NaN throughout: fill
/// gaps first. A factor on all samples is a factor on the features with a unit and nothing to the others, however large or small.</para>
/// <para>O(n log n): three transforms, ten selections. 0 bytes allocated after construction.</para>
/// </remarks>
public sealed partial class WindowFeatures
{
    private const double Largest = 1e300;

    private const int Level = 0;
    private const int Spread = 1;
    private const int UpperTail = 2;
    private const int LowerTail = 3;
    private const int Top = 4;
    private const int Bottom = 5;
    private const int Rise = 6;
    private const int Roughness = 7;
    private const int Jump = 8;
    private const int Asymmetry = 9;
    private const int SpectralCentroid = 10;
    private const int SpectralPeak = 11;
    private const int SpectralPeakFrequency = 12;
    private const int SpectralEntropy = 13;
    private const int FirstCorrelation = 14;
    private const int Recurrence = 15;
    private const int Change = 16;
    private const int Crossings = 17;

    private readonly PowerSpectrum _spectrum;
    private readonly Autocorrelation _autocorrelation;
    private readonly double[] _samples;
    private readonly double[] _shape;
    private readonly double[] _scratch;
    private readonly double[] _density;
    private readonly double[] _correlation;
    private readonly double[] _features = new double[Names.Length];

    /// <summary>Makes a plan.</summary>
    /// <param name="length">n, how many samples a window has, at least 8.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 8.</exception>
    public WindowFeatures(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 8);
        Length = length;
        _spectrum = new PowerSpectrum(length);
        _autocorrelation = new Autocorrelation(length, length / 2);
        _samples = new double[length];
        _shape = new double[length];
        _scratch = new double[length];
        _density = new double[_spectrum.BinCount];
        _correlation = new double[length / 2 + 1];
    }

    /// <summary>The names of the features, in the order in which they are written; those with the samples' unit come first.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "level", "spread", "upper-tail", "lower-tail", "top", "bottom", "rise", "roughness", "jump",
        "asymmetry", "spectral-centroid", "spectral-peak", "spectral-peak-frequency", "spectral-entropy", "autocorrelation", "recurrence", "change",
        "crossings",
    ];

    /// <summary>So many features, from the first, have the unit of the samples; those after them have none.</summary>
    public static int CountWithUnit => Asymmetry;

    /// <summary>n, how many samples a window has.</summary>
    public int Length { get; }

    /// <summary>Writes the features of a window.</summary>
    /// <param name="samples"><see cref="Length"/> samples, evenly spaced, oldest first.</param>
    /// <param name="features">Takes one value for each of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">A span has not the length that it should have.</exception>
    public void Extract(ReadOnlySpan<double> samples, Span<double> features)
    {
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        Lengths.ThrowIfDifferent(Names.Length, features.Length, nameof(features));
        double largest = TensorPrimitives.MaxMagnitude(samples);
        if (!(Math.Abs(largest) <= Largest))
        {
            features.Fill(double.NaN);
            return;
        }

        features.Clear();
        samples.CopyTo(_scratch);
        Orders(_scratch, features);
        double reach = Math.Max(features[Top], features[Bottom]);
        if (reach == 0)
            return;

        Changes(samples, features);

        // Within [-1, 1], so that squares neither overflow nor vanish.
        TensorPrimitives.Subtract(samples, features[Level], _shape);
        TensorPrimitives.Divide(_shape, reach, _shape);
        Runs(_shape, features);
        Spectrum(_shape, features);
        Correlations(_shape, features);
    }

    /// <inheritdoc cref="Extract(ReadOnlySpan{double}, Span{double})"/>
    /// <remarks>Computed in doubles.</remarks>
    public void Extract(ReadOnlySpan<float> samples, Span<float> features)
    {
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        Lengths.ThrowIfDifferent(Names.Length, features.Length, nameof(features));
        Widening.Widen(samples, _samples);
        Extract(_samples, _features);
        Widening.Narrow(_features, features);
    }
}
