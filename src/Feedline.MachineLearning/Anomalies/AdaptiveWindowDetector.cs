using System.Collections.Immutable;

namespace Feedline.MachineLearning;

/// <summary>
/// Detects unusual windows of many signals, learning what is usual from the run itself: trains a <see cref="WindowAnomalyDetector"/> on quiet
/// windows, trains it anew as more come, and swaps it in.
/// </summary>
/// <remarks>
/// <para>Nothing is scored (<see cref="UnscoredReason.WarmUp"/>) before <see cref="WindowAnomalyOptions.FirstTraining"/> windows have come and a
/// model is trained on them. After that it trains again whenever a quarter more windows were learned than the model was trained on, at
/// most <see cref="WindowAnomalyOptions.Kept"/> at a time.</para>
/// <para>A window is learned only four windows later, and not when one of those alarmed: neither an anomaly nor what led to it becomes usual. When
/// 256 windows in a row, but for a few, were anomalies, this is how the run now is: the windows learned before are forgotten, and it begins anew.</para>
/// <para>Training is done on a thread of the pool unless the options say otherwise; it takes a copy, and the new model replaces the old one in one
/// write. A training that fails keeps the old model and is counted; see <see cref="LastFailure"/>.</para>
/// <para><see cref="Score"/> and <see cref="Forget"/> are for one thread at a time; all other members may be used from any. Scoring allocates nothing but where it
/// starts a training.</para>
/// </remarks>
public sealed class AdaptiveWindowDetector : IWindowDetector
{
    private const int Delay = 4;
    private const int AnomaliesToLearn = 256;

    /// <summary>So many quiet windows in a row end a stretch of anomalies.</summary>
    private const int QuietToEnd = 8;

    private readonly WindowAnomalyOptions _options;
    private readonly CancellationToken _stop;
    private readonly Trainer _trainer;
    private readonly double[] _kept;
    private readonly double[] _waiting;
    private volatile WindowAnomalyDetector? _model;
    private volatile Exception? _lastFailure;
    private volatile Task _training = Task.CompletedTask;
    private int _trainings;
    private int _failures;
    private int _generation;
    private long _learned;
    private long _nextTraining;
    private int _waitingCount;
    private int _waitingNext;
    private int _anomalies;
    private int _quiet;

    /// <summary>Makes a detector that knows nothing yet.</summary>
    /// <param name="parts">What the numbers of a window are; at least two.</param>
    /// <param name="options">How it trains; null for the defaults. Later changes do not count.</param>
    /// <param name="stop">Ends a training under way, and starts no more: the last model goes on scoring.</param>
    /// <exception cref="ArgumentException">There are fewer than two parts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public AdaptiveWindowDetector(ImmutableArray<WindowPart> parts, WindowAnomalyOptions? options = null, CancellationToken stop = default)
        : this(parts, options, WindowAnomalyDetector.Train, stop)
    {
    }

    /// <summary>For tests of trainings that fail or take long.</summary>
    internal AdaptiveWindowDetector(ImmutableArray<WindowPart> parts, WindowAnomalyOptions? options, Trainer trainer, CancellationToken stop)
    {
        if (parts.IsDefault || parts.Length < 2)
            throw new ArgumentException("A window has at least two numbers.", nameof(parts));

        Parts = parts;
        _options = (options ?? new WindowAnomalyOptions()).Checked();
        _kept = new double[_options.Kept * parts.Length];
        _waiting = new double[Delay * parts.Length];
        _nextTraining = _options.FirstTraining;
        _stop = stop;
        _trainer = trainer;
    }

    /// <summary>As <see cref="WindowAnomalyDetector.Train"/>.</summary>
    internal delegate WindowAnomalyDetector Trainer(
        ImmutableArray<WindowPart> parts, ReadOnlySpan<double> windows, WindowAnomalyOptions? options, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public ImmutableArray<WindowPart> Parts { get; }

    /// <summary>The model that scores now; null during the warm-up.</summary>
    public WindowAnomalyDetector? Current => _model;

    /// <summary>How many trainings have succeeded.</summary>
    public int Trainings => Volatile.Read(ref _trainings);

    /// <summary>How many trainings have failed. The model before them went on.</summary>
    public int FailedTrainings => Volatile.Read(ref _failures);

    /// <summary>Why the last training that failed did; null when none has.</summary>
    public Exception? LastFailure => _lastFailure;

    /// <summary>Ends when the training under way does; it never fails.</summary>
    public Task Training => _training;

    /// <summary>Scores a window by what is known so far, then learns from it.</summary>
    /// <inheritdoc/>
    public WindowScore Score(ReadOnlySpan<double> window, Span<double> contributions)
    {
        if (window.Length != Parts.Length)
            throw new ArgumentException($"A window has {Parts.Length} numbers, not {window.Length}.", nameof(window));

        WindowAnomalyDetector? model = _model;
        WindowScore score;
        if (model is null)
        {
            contributions.Clear();
            score = new WindowScore(0, double.NaN, double.NaN, IsAnomalous: false, UnscoredReason.WarmUp);
        }
        else
        {
            score = model.Score(window, contributions);
        }

        if (score.Reason != UnscoredReason.NotFinite)
            Learn(window, score.IsAnomalous);
        TrainIfDue();
        return score;
    }

    /// <summary>Forgets all windows and the model: what comes next is another run.</summary>
    public void Forget()
    {
        // A training under way is of what is forgotten: its model is not taken.
        Interlocked.Increment(ref _generation);
        _model = null;
        _learned = 0;
        _nextTraining = _options.FirstTraining;
        _waitingCount = 0;
        _anomalies = 0;
        _quiet = 0;
    }

    private void Learn(ReadOnlySpan<double> window, bool isAnomalous)
    {
        if (isAnomalous)
        {
            _waitingCount = 0;
            _quiet = 0;
            if (++_anomalies >= AnomaliesToLearn)
                Forget();
            return;
        }

        if (++_quiet >= QuietToEnd)
            _anomalies = 0;

        Span<double> place = _waiting.AsSpan(_waitingNext * Parts.Length, Parts.Length);
        if (_waitingCount == Delay)
        {
            place.CopyTo(_kept.AsSpan((int)(_learned % _options.Kept) * Parts.Length, Parts.Length));
            _learned++;
        }
        else
        {
            _waitingCount++;
        }

        window.CopyTo(place);
        _waitingNext = (_waitingNext + 1) % Delay;
    }

    private void TrainIfDue()
    {
        if (_learned < _nextTraining || _stop.IsCancellationRequested || !_training.IsCompleted)
            return;

        _nextTraining = _learned + Math.Max(8, Math.Min(_learned, _options.Kept) / 4);
        StartTraining();
    }

    // Apart, so that what the lambda captures is made only here.
    private void StartTraining()
    {
        double[] windows = Copy();
        int generation = _generation;
        if (_options.TrainInBackground)
            _training = Task.Run(() => Train(windows, generation));
        else
            Train(windows, generation);
    }

    private double[] Copy()
    {
        int width = Parts.Length;
        int count = (int)Math.Min(_learned, _options.Kept);
        var windows = new double[count * width];

        // Oldest first: calibration goes by stretches of time.
        for (int i = 0; i < count; i++)
            _kept.AsSpan((int)((_learned - count + i) % _options.Kept) * width, width).CopyTo(windows.AsSpan(i * width));
        return windows;
    }

    private void Train(double[] windows, int generation)
    {
        try
        {
            WindowAnomalyDetector model = _trainer(Parts, windows, _options, _stop);
            Interlocked.Increment(ref _trainings);
            _model = model;

            // What was forgotten meanwhile must not come back.
            if (generation != Volatile.Read(ref _generation))
                Interlocked.CompareExchange(ref _model, null, model);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody waits for the model any more.
        }
        catch (Exception exception)
        {
            // Whatever ML.NET does not like: the old model goes on, and the failure is there to be asked for.
            _lastFailure = exception;
            Interlocked.Increment(ref _failures);
        }
    }
}
