using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.Detectors;

/// <summary>A simple detector with its settings, the same for every series.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="AlarmAt">The score from which on it raises an alarm, by the custom of its method; null where there is none.</param>
/// <param name="Start">Makes it anew for a series of so many rows.</param>
internal sealed record Baseline(string Name, double? AlarmAt, Func<int, IStreamDetector> Start)
{
    // Three standard deviations, as Squash gives them.
    private const double ThreeSigma = 0.75;

    public static IReadOnlyList<Baseline> All { get; } =
    [
        new("moving z-score, 100", ThreeSigma, _ => new MovingZScore(100)),
        new("moving z-score, 500", ThreeSigma, _ => new MovingZScore(500)),
        new("moving z-score, 2000", ThreeSigma, _ => new MovingZScore(2000)),
        new("moving z-score, 6400", ThreeSigma, _ => new MovingZScore(6400)),
        new("moving z-score, 2000, refractory 100 rows", ThreeSigma, _ => new Refractory(new MovingZScore(2000), 100)),
        new("moving z-score, 6400, refractory 400 rows", ThreeSigma, _ => new Refractory(new MovingZScore(6400), 400)),
        new("moving z-score, 6400, refractory 10 % of the file (knows its length)", ThreeSigma, rows => new Refractory(new MovingZScore(6400), Math.Max(20, (int)(0.1 * rows)))),
        new("Hampel with floor, 2000", ThreeSigma, _ => new FlooredHampel(2000)),
        new("Hampel with floor, 2000, refractory 5 % of the file (knows its length)", ThreeSigma, rows => new Refractory(new FlooredHampel(2000), Math.Max(20, (int)(0.05 * rows)))),
        new("spectral residual, 507", ThreeSigma, _ => new SpectralResidualDetector(507)),
        new("spectral residual, 507, refractory 100 rows", ThreeSigma, _ => new Refractory(new SpectralResidualDetector(507), 100)),
        new("matrix profile, left, 50 of 4000", null, _ => new LeftProfile(50, 4000)),
        new("matrix profile, left, 100 of 4000", null, _ => new LeftProfile(100, 4000)),
        new("windowed Gaussian, 6400", 0.99865, _ => new WindowedGaussian(6400, 100)),
    ];

    /// <summary>Feeds a series to it.</summary>
    public SeriesScores Run(ReadOnlySpan<double> values)
    {
        IStreamDetector detector = Start(values.Length);
        double[] scores = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
            scores[i] = detector.Observe(values[i]);
        return new SeriesScores(scores, AlarmAt is { } level ? [.. scores.Select(score => score > level)] : null);
    }
}
