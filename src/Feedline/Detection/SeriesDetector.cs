using System.Runtime.Intrinsics;
using Feedline.Signals;

namespace Feedline;

/// <summary>Finds what is unusual in one series, as it comes. Needs no tuning: it learns level, noise, season and sampling interval itself.</summary>
/// <remarks>
/// <para>Seven views of each sample: its distance from the level of the last 4,096 samples; from the best of a few one-step predictions;
/// the distance of a short average from the level; how far the size of errors is from the usual, up (a burst) or down (a value that
/// is stuck); how often errors are beyond what one in twenty is; how far the shape of the last 32 samples is from the nearest of 256 earlier ones;
/// and how surprising values are after the last one, a short and a long average (these two from the 400th sample on). Level is a median, scale the greater of 1.4826 MAD and half the standard deviation. A season is taken off when
/// <see cref="PeriodDetector"/> finds one that explains a good part of the spread.</para>
/// <para><see cref="AnomalyScore.Score"/> is calibrated per view by the greatest values of blocks of the series itself, fitted by a
/// generalised extreme value distribution: of windows of <see cref="WindowLength"/> quiet samples, a share of about 1 - s or less holds
/// a score of s or more. How near that comes on noise of several kinds stands in the guide. An alarm is a score of
/// <see cref="AlarmScore"/> or more. What came twice in the last 6,400 samples, or nearly as large, is no rarer than that. In a run of n
/// samples, n above 1,000, what counts is a window's chance times (n/1000)^0.2; and of a chance p below 1 its power n/(n + 200), for the less was seen
/// the less is known of what is rarer. For a sixteenth of what was seen (32 to 1,024 samples) after a score that one in two quiet windows has,
/// others score at most 0.2, unless they are clearly rarer. A level that stays is learned: the memory starts anew.</para>
/// <para><see cref="AnomalyScore.Lower"/> and <see cref="AnomalyScore.Upper"/> are about the first two views, for the others look at more than one value:
/// what is beyond is an alarm, unless it is held back as the same anomaly or not scored, and what is within is none but for another view.
/// To rounding that is exact, for one exception: with a season, a value may be too far both from the season and from a prediction beyond it, and between
/// the two. A bound is infinite where no value is an alarm on its own: changes of a constant that came twice. Where any
/// value is one, since what follows from the last is far from the level, both are the expected value; it lies out of the bounds where it would be an alarm itself.</para>
/// <para>The first <see cref="WarmUp"/> samples score 0, as do the first sample after a gap (10 usual intervals) and samples that are
/// late. Of eight late samples in a row the eighth is taken for a clock that was set back. Samples of equal times are taken in
/// turn. Values that are NaN, infinite or beyond ±1e150 are passed over. Any change of a constant series is an alarm.</para>
/// <para>O(1) per sample on average (a median of 4,096 values each 256, a Fourier transform each 1,024); about 290 KB; no allocation after
/// construction but in <see cref="Save"/>. Not thread-safe.</para>
/// <para>Sources: Hosking, Wallis and Wood (1985) for the distribution of maxima; Vlachos, Yu and Castelli (2005) for the season;
/// Smirnov's contextual anomaly detector (2016) for the idea of contexts.</para>
/// </remarks>
public sealed partial class SeriesDetector : ISeriesDetector
{
    /// <summary>How many samples the windows have that scores are calibrated for.</summary>
    public const int WindowLength = 100;

    /// <summary>How many samples are learned before the first is scored.</summary>
    public const int WarmUp = 100;

    /// <summary>The score from which on a sample is an alarm.</summary>
    public const double AlarmScore = 0.99;

    // There are seven, but several see the same: together they alarm as seldom as five that know nothing of each other.
    private const int Views = 5;

    // Those that look for what is new come last, and begin later than the others.
    private const int AllViews = 7;
    private const int ViewsOfLevel = AllViews - 2;
    internal const double AlarmExpected = 0.01;
    private static readonly double LogAlarmExpected = Math.Log(AlarmExpected);

    private const int Settling = 50;
    private const double Greatest = 1e150;
    private const double MostDeviations = 1e9;
    private const double ShortRate = 1.0 / 16;
    private const double ClipAt = 3;
    private const double MostShape = 6;
    private const double BurstDeviations = 2;

    // What is new can be told only when something is known.
    private const int NoveltyLearnedFrom = 200;
    private const int NoveltyFrom = 400;

    // The longer a run the more chances it had: scores get rarer by this power of its length.
    private const double Growth = 0.2;
    private const double Doubted = 200;
    private const int GrowsFrom = 1000;
    private const int GrowsEvery = 128;

    // What a window of all views together holds of the values that a block of one holds one of.
    private static readonly double LogOfWindow = Math.Log(Views * BlockTail.BlocksPerWindow);

    // An average at this rate over independent values has this share of their standard deviation.
    private static readonly double ShortShare = Math.Sqrt(ShortRate / (2 - ShortRate));

    private readonly SampleClock _clock = new();
    private readonly Baseline _baseline = new();
    private readonly StepPredictor _step = new();
    private readonly Season _season = new();
    private readonly SeasonSearch _search = new();
    private readonly AlarmGate _gate = new();
    private readonly BlockTails _tails;
    private readonly ShapeNovelty _shapes = new();
    private readonly ContextNovelty _contexts = new();
    private readonly BurstRate _bursts = new();
    private readonly LevelShift _shift = new();
    private long _seen;
    private double _short;
    private double _logGrowth;

    /// <summary>Makes a detector that has seen nothing.</summary>
    public SeriesDetector() => _tails = new BlockTails(Tail(), Tail(), Tail(), Tail(), Tail(), Tail(), Tail());

    /// <inheritdoc/>
    public AnomalyScore Observe(long unixNanoseconds, double value)
    {
        if (!(Math.Abs(value) <= Greatest))
            return Unscored(value, UnscoredReason.NotFinite);

        UnscoredReason reason = _clock.Advance(unixNanoseconds);
        if (reason == UnscoredReason.OutOfOrder)
            return Unscored(value, reason);
        if (reason == UnscoredReason.Gap)
            _step.Jump(value);

        int phase = _season.PhaseOf(_clock.Tick);
        double season = _season.OfPhase(phase);
        AnomalyScore score = _seen < Settling ? Unscored(value, UnscoredReason.WarmUp) : Judge(value, phase, season, reason);
        if (_seen < Settling)
            _step.Learn(value, _step.Predict(_baseline.Level), _baseline.Level, Floor);

        _baseline.Learn(value, season);
        _seen++;
        LearnSeason();
        return score;
    }

    private double Floor => 1e-3 * _baseline.Scale;

    /// <summary>The views that have learned anything, in the order in which the tails are made.</summary>
    private int Learned => _seen >= NoveltyLearnedFrom ? AllViews : ViewsOfLevel;

    private static BlockTail Tail() => new(Views, knowsRepeats: true);

    private static AnomalyScore Unscored(double value, UnscoredReason reason) =>
        new(0, value, double.NaN, double.NaN, double.NaN, false, reason);

    private static double Deviations(double difference, double scale) => double.MinNative(Math.Abs(difference) / scale, MostDeviations);

    private AnomalyScore Judge(double value, int phase, double season, UnscoredReason reason)
    {
        double level = _baseline.Level;
        double scale = _baseline.Scale;
        double usual = level + season;
        double expected = _step.Predict(usual);
        double stepScale = _step.ErrorScale(Floor);
        double fromLevel = value - usual;
        _short += ShortRate * (fromLevel - _short);

        // Where the season has an edge any value between its two sides is usual.
        double share = _season.SpreadOf(phase);
        double local = scale * share, stepLocal = stepScale * share;
        (double low, double high) = _season.Near(phase);
        double outside = double.MaxNative(double.MaxNative(value - level - high, level + low - value), 0);
        double error = Math.Abs(value - expected);

        double ofLevel = Deviations(outside, local);
        double ofStep = Deviations(_season.IsKnown ? double.MinNative(error, outside) : error, stepLocal);
        double ofShort = Deviations(_short, ShortShare * scale);
        double ofSpread = _step.SpreadDeviation(value - expected, Floor);
        double ofBursts = _bursts.Observe(error, Floor, BurstDeviations * stepScale);
        double ofShape = _shapes.Observe(Math.Clamp(fromLevel / scale, -MostShape, MostShape));
        double ofContext = _contexts.Observe(value);
        Vector512<double> views = Vector512.Create(ofLevel, ofStep, ofShort, ofSpread, ofBursts, ofShape, ofContext, 0);
        double rarity = _tails.Rarity(_seen >= NoveltyFrom ? views : WithoutNovelty(views), _baseline.IsCoarse);
        if (_seen % GrowsEvery == 0)
            _logGrowth = LogGrowthAt(_seen);

        // The less was seen, the less is known of what is rarer still.
        double known = _seen / (_seen + Doubted);
        double logExpected = _logGrowth + LogOfWindow;
        double logRarest = logExpected - rarity;
        double rarest = Math.Exp(logRarest < 0 ? logRarest * known : logRarest);
        double alarming = logExpected - LogAlarmExpected * (1 + Doubted / _seen);
        Vector128<double> levels = _tails.LevelsOf(alarming, _baseline.IsCoarse);
        (double lower, double upper) = Bounds(expected, Reach(levels[1], stepLocal), level + low, level + high, Reach(levels[0], local));

        _tails.Learn(views, Learned);
        _step.Learn(value, expected, usual, Floor);
        _season.Learn(phase, Math.Clamp(fromLevel, -ClipAt * scale, ClipAt * scale));
        if (_shift.Observe(fromLevel, scale, rarest <= AlarmExpected) && _baseline.Count >= LevelShift.Length)
            LearnShift();

        if (_seen < WarmUp)
            return new AnomalyScore(0, value, expected, lower, upper, false, UnscoredReason.WarmUp);
        if (reason != UnscoredReason.None)
            return new AnomalyScore(0, value, expected, lower, upper, false, reason);

        double score = _gate.Pass(rarest, (int)Math.Clamp(_seen / 16, 32, AlarmGate.LongestStretch), out bool isAlarm);
        return new AnomalyScore(score, value, expected, lower, upper, isAlarm, UnscoredReason.None);
    }

    /// <summary>How far a value may be off before that is an alarm.</summary>
    private static double Reach(double deviations, double scale) => deviations < MostDeviations ? deviations * scale : double.PositiveInfinity;

    /// <summary>Between which values a sample is no alarm for its distance from the level, nor for that from the prediction.</summary>
    private (double Lower, double Upper) Bounds(double expected, double reach, double low, double high, double levelReach)
    {
        double lower = double.MaxNative(expected - reach, low - levelReach), upper = double.MinNative(expected + reach, high + levelReach);
        bool isAny = lower <= upper;
        if (!_season.IsKnown)
            return isAny ? (lower, upper) : (expected, expected);

        // What is near either side of the season is no surprise after whatever came before.
        double beside = double.MinNative(reach, levelReach);
        (double least, double most) = (low - beside, high + beside);
        return isAny ? (double.MinNative(lower, least), double.MaxNative(upper, most)) : (least, most);
    }

    private static double LogGrowthAt(long seen) => Growth * Math.Log(Math.Max(1, (double)seen / GrowsFrom));

    /// <summary>Until enough is known the views that look for what is new have no say.</summary>
    private static Vector512<double> WithoutNovelty(Vector512<double> views) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512<double>.Indices, Vector512.Create((double)ViewsOfLevel)), views, Vector512.Create(double.NegativeInfinity));

    /// <summary>A level that was reported and stays is the new level.</summary>
    private void LearnShift()
    {
        _baseline.Restart(LevelShift.Length);
        _shift.Reset();
        _short = 0;
    }

    private void LearnSeason()
    {
        // Often at first: until it is known its slopes look unusual.
        if (_seen % (SeasonSearch.Length / 2) == 0 && (_seen % SeasonSearch.Length == 0 || _seen < Baseline.Capacity) && _baseline.Count >= SeasonSearch.Length
            && _search.Run(_season, _baseline, _clock.Tick))
        {
            _short = 0;
            _baseline.Reseason(_season, _clock.Tick);
        }
    }
}
