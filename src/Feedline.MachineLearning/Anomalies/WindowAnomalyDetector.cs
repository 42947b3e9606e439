using System.Buffers;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>
/// Tells windows of many signals that are unlike a run's usual ones: jitter and stalls, also where no signal alone is far out. Trained once;
/// see <see cref="AdaptiveWindowDetector"/> for one that trains itself. Immutable: safe to use from many threads.
/// </summary>
/// <remarks>
/// <para>Each number of a window is taken in robust spreads from its median; ML.NET's RandomizedPca finds what the numbers vary along together;
/// the distance is √(Mahalanobis distance squared/numbers) of probabilistic PCA, near 1 for usual windows. Shares of the distance are those of
/// the complete decomposition; they add up to 1.</para>
/// <para>The training windows may hold anomalies, up to about a tenth: those far out are left out, first by the distance from a model of
/// the half with the least deviations, then by that from a model trained on other stretches. More that are all alike pass for another way in which the run runs.</para>
/// <para>Calibration: the quiet windows are cut into four stretches; each is scored by a model trained on the other three, and a tail
/// fitted to these held-out distances (<see cref="TailProbability"/>). The score is 1 less the probability that a quiet window is further out.
/// It is as sure as the number of independent windows lets it be: beyond what n windows show, 1 - 1/n, the tail is extrapolated.</para>
/// <para>A NaN or an infinity counts as usual and adds nothing; when more than half of the numbers are none, the window is not scored
/// (<see cref="UnscoredReason.NotFinite"/>). O(numbers × components), 0 bytes allocated.</para>
/// </remarks>
public sealed partial class WindowAnomalyDetector : IWindowDetector
{
    /// <summary>Fewer training windows than this tell nothing.</summary>
    internal const int LeastRows = 48;

    private const int StackLimit = 256;
    private readonly RowScaling _scaling;
    private readonly DistanceModel _model;
    private readonly TailProbability _tail;

    private WindowAnomalyDetector(ImmutableArray<WindowPart> parts, RowScaling scaling, DistanceModel model, double[] quiet, double alarmScore)
    {
        Parts = parts;
        AlarmScore = alarmScore;
        _scaling = scaling;
        _model = model;
        _tail = new TailProbability(quiet);
        AlarmDistance = _tail.Exceeded(1 - alarmScore);
    }

    /// <inheritdoc/>
    public ImmutableArray<WindowPart> Parts { get; }

    /// <summary>Windows that score this or more are anomalies.</summary>
    public double AlarmScore { get; }

    /// <summary>The distance at which a window scores <see cref="AlarmScore"/>.</summary>
    public double AlarmDistance { get; }

    /// <summary>The usual value of each part: its median over the training windows, in its unit.</summary>
    public ReadOnlySpan<double> Usual => _scaling.Centers;

    /// <summary>How many quiet windows the scores are calibrated by.</summary>
    public int QuietWindows => _tail.Quiet.Length;

    /// <summary>Trains a detector.</summary>
    /// <param name="parts">What the numbers of a window are; at least two.</param>
    /// <param name="windows">At least 48 windows one after the other, oldest first, each with one number a part; best from a healthy stretch.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the training early.</param>
    /// <exception cref="ArgumentException"><paramref name="windows"/> does not hold at least 48 whole windows, or fewer than two parts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public static WindowAnomalyDetector Train(
        ImmutableArray<WindowPart> parts, ReadOnlySpan<double> windows, WindowAnomalyOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (parts.IsDefault || parts.Length < 2)
            throw new ArgumentException("A window has at least two numbers.", nameof(parts));
        if (windows.Length % parts.Length != 0 || windows.Length / parts.Length < LeastRows)
            throw new ArgumentException($"At least {LeastRows} whole windows of {parts.Length} numbers are needed.", nameof(windows));

        options = (options ?? new WindowAnomalyOptions()).Checked();
        RowScaling scaling = RowScaling.Of(parts, windows);
        (DistanceModel model, double[] quiet) = Training.Run(scaling, windows, parts.Length, options.Components, cancellationToken);
        return new WindowAnomalyDetector(parts, scaling, model, quiet, options.AlarmScore);
    }

    /// <inheritdoc/>
    public WindowScore Score(ReadOnlySpan<double> window, Span<double> contributions)
    {
        if (window.Length != Parts.Length)
            throw new ArgumentException($"A window has {Parts.Length} numbers, not {window.Length}.", nameof(window));
        if (!contributions.IsEmpty && contributions.Length != Parts.Length)
            throw new ArgumentException($"There are {Parts.Length} contributions, not {contributions.Length}.", nameof(contributions));

        int width = Parts.Length;
        double[]? rented = width > StackLimit ? ArrayPool<double>.Shared.Rent(2 * width) : null;
        Span<double> memory = rented ?? stackalloc double[2 * StackLimit];
        WindowScore score = Score(window, contributions, memory[..width], memory[width..(2 * width)]);
        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
        return score;
    }

    /// <summary>Scores windows.</summary>
    /// <param name="windows">The windows, one after the other.</param>
    /// <param name="scores">Receives the score of each.</param>
    /// <exception cref="ArgumentException">The spans do not hold as many windows.</exception>
    public void ScoreAll(ReadOnlySpan<double> windows, Span<WindowScore> scores)
    {
        int width = Parts.Length;
        if (windows.Length != scores.Length * width)
            throw new ArgumentException($"{scores.Length} windows have {scores.Length * width} numbers, not {windows.Length}.", nameof(windows));

        for (int i = 0; i < scores.Length; i++)
            scores[i] = Score(windows.Slice(i * width, width), []);
    }

    private WindowScore Score(ReadOnlySpan<double> window, Span<double> contributions, Span<double> row, Span<double> scratch)
    {
        contributions.Clear();
        int missing = _scaling.Apply(window, row);
        if (2 * missing > window.Length)
            return new WindowScore(0, double.NaN, AlarmDistance, IsAnomalous: false, UnscoredReason.NotFinite);

        double squares = _model.Whiten(row, scratch);
        if (!contributions.IsEmpty && squares > 0)
        {
            TensorPrimitives.Multiply(row, row, contributions);
            TensorPrimitives.Divide(contributions, squares, contributions);
        }

        double distance = Math.Sqrt(squares / window.Length);
        double score = 1 - _tail.Above(distance);
        return new WindowScore(score, distance, AlarmDistance, score >= AlarmScore, UnscoredReason.None);
    }
}
