using System.Collections.Immutable;
using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>Makes windows of a job's steps, and scores them.</summary>
internal sealed class JobWindows(WindowAnomalyOptions options, CancellationToken stop)
{
    private const int Steps = 16;
    private const int Stride = 4;

    /// <summary>What counts of a window's features: of so few steps the spectrum says nothing.</summary>
    private static readonly ImmutableArray<int> Features =
        [.. new[] { "level", "spread", "upper-tail", "top", "rise", "roughness", "jump", "autocorrelation" }.Select(static name => WindowFeatures.Names.IndexOf(name))];

    /// <summary>A spread of a feature without a unit below this is not worth noticing.</summary>
    private const double LeastSpread = 0.1;

    private readonly WindowFeatures _extractor = new(Steps);
    private readonly double[] _features = new double[WindowFeatures.Names.Length];
    private readonly double[] _firstSeconds = new double[Steps];
    private WindowSignal[] _signals = [];
    private double[][] _samples = [];
    private double[] _window = [];
    private double[] _shares = [];
    private AdaptiveWindowDetector? _detector;
    private WindowEpisode _episode;
    private double _step;
    private long _next;
    private int _first;
    private int _filled;
    private int _fresh;
    private int _attempt;
    private long _freshStart;
    private double _freshSeconds;

    public ref readonly WindowEpisode Episode => ref _episode;

    /// <summary>What stands out in the window that stands out most; null before there was one.</summary>
    public WindowCulprits? Culprits { get; private set; }

    public double AlarmDistance => _detector?.Current?.AlarmDistance ?? double.NaN;

    /// <summary>The usual length of a step, in seconds.</summary>
    public double UsualSeconds => _step * (_detector?.Current is { } model ? model.Usual[0] : 1);

    /// <summary>Looks at the rows that are new.</summary>
    public void Observe(RuleContext context, JobView job)
    {
        Span<double> scratch = context.Scratch(job.Ranks.Length);
        for (_next = Math.Max(_next, job.FirstSequence); _next < job.EndSequence; _next++)
        {
            StepRow row = job.Row(_next);
            if (_detector is null)
                Begin(job, row);
            else
                Add(job, row, scratch);
        }
    }

    /// <summary>Before anything else: which signals there are, and how long a step is.</summary>
    private void Begin(JobView job, in StepRow row)
    {
        if (!IsPlain(job, row.Sequence))
            return;

        _firstSeconds[_first++] = row.Seconds;
        if (_first < Steps)
            return;

        _step = Median.InPlace(_firstSeconds);
        _signals = [.. WindowSignal.All.Where(signal => signal.Column is null || signal.Column == WindowSignal.Columns.Checkpoint || job.Has(signal.Column))];
        _samples = [.. _signals.Select(static _ => new double[Steps])];
        _window = new double[_signals.Length * Features.Length];
        _shares = new double[_window.Length];
        _detector = new AdaptiveWindowDetector(
            [
                .. _signals.SelectMany(static signal => Features.Select(feature =>
                    new WindowPart(signal.Name, WindowFeatures.Names[feature], feature < WindowFeatures.CountWithUnit ? signal.LeastSpread : LeastSpread))),
            ],
            options,
            stop);
    }

    private void Add(JobView job, in StepRow row, Span<double> scratch)
    {
        if (row.Attempt != _attempt)
        {
            // A window across a restart is of two runs.
            _attempt = row.Attempt;
            _filled = 0;
            _fresh = 0;
        }

        // A step with a checkpoint or an evaluation is long by design.
        bool isPlain = IsPlain(job, row.Sequence);
        for (int s = 0; s < _signals.Length; s++)
        {
            double[] samples = _samples[s];
            double last = samples[^1];
            Array.Copy(samples, 1, samples, 0, Steps - 1);
            samples[^1] = Sample(job, row, _signals[s], isPlain, last, scratch);
        }

        if (_fresh++ == 0)
            (_freshStart, _freshSeconds) = (row.StartUnixNanoseconds, 0);
        _freshSeconds += isPlain ? row.Seconds : UsualSeconds;
        _filled++;
        if (_fresh < Stride || _filled < Steps)
            return;

        Score(row.EndUnixNanoseconds);
        _fresh = 0;
    }

    private double Sample(JobView job, in StepRow row, WindowSignal signal, bool isPlain, double last, Span<double> scratch)
    {
        if (!isPlain && signal.IsHeld && signal.Column != WindowSignal.Columns.Checkpoint)
            return last;

        double value = signal.Column is null ? row.Seconds : RankValues.Take(job.Values(row.Sequence, signal.Column), signal.Over, scratch);
        return double.IsNaN(value) ? (signal.IsHeld ? last : 0) : signal.Unit == "s" ? value / _step : value;
    }

    private void Score(long end)
    {
        for (int s = 0; s < _signals.Length; s++)
        {
            _extractor.Extract(_samples[s], _features);
            for (int f = 0; f < Features.Length; f++)
                _window[(s * Features.Length) + f] = _features[Features[f]];
        }

        WindowScore score = _detector!.Score(_window, _shares);
        if (_episode.Observe(score, _freshStart, end, _freshSeconds, _fresh))
            Culprits = Blame();
    }

    private WindowCulprits Blame()
    {
        ReadOnlySpan<double> usual = _detector!.Current is { } model ? model.Usual : _window;
        var numbers = new List<WindowCulprits.Number>(_window.Length);
        for (int i = 0; i < _window.Length; i++)
        {
            WindowSignal signal = _signals[i / Features.Length];
            int feature = Features[i % Features.Length];
            bool isTime = signal.Unit == "s" && feature < WindowFeatures.CountWithUnit;
            double scale = isTime ? _step : 1;
            string unit = feature < WindowFeatures.CountWithUnit ? signal.Unit : "1";
            numbers.Add(new WindowCulprits.Number(signal, WindowFeatures.Names[feature], _shares[i], scale * _window[i], scale * usual[i], unit));
        }

        return new WindowCulprits([.. numbers.OrderByDescending(static number => number.Share)]);
    }

    private static bool IsPlain(JobView job, long sequence) =>
        IsEmpty(job.Values(sequence, WindowSignal.Columns.Checkpoint)) && IsEmpty(job.Values(sequence, WindowSignal.Columns.Evaluation));

    private static bool IsEmpty(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                return false;
        }

        return true;
    }
}
