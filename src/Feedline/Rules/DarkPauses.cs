using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>Finds the checkpoints of a job that does not tell of them: pauses in which no GPU works, at regular numbers of steps.</summary>
/// <remarks>
/// A pause is what a step takes beyond normal and no measured part of it explains. That it is dark on all ranks tells it from a
/// straggler or an evaluation; that it comes at regular steps from chance; and that it was shorter at the same steps before from
/// a checkpoint that has always taken so long. Pauses so short that no sample of utilisation lies within one are not seen, but
/// the steps that hold them are, and are what longer ones are compared with.
/// </remarks>
internal sealed class DarkPauses : StepWatch
{
    /// <summary>A step with a pause is so many spreads longer than normal.</summary>
    private const double PauseScore = 6;

    /// <summary>A GPU below this share of what it did before idles.</summary>
    private const double Dark = 0.25;

    /// <summary>So much of the ranks must idle: of some the sample is missing.</summary>
    private const double AllRanks = 0.9;

    /// <summary>Over so many steps it is looked at what a GPU did before.</summary>
    private const int StepsBefore = 32;

    /// <summary>Checkpoints are at least so many steps apart.</summary>
    private const int LeastGap = 8;

    /// <summary>And as regular as this, as a share of the steps between them.</summary>
    private const double Slack = 0.05;

    /// <summary>So many pauses at regular steps are checkpoints, those before the slow ones included.</summary>
    private const int LeastPauses = 4;

    /// <summary>At so many regular places before it must be known how long the pause was.</summary>
    private const int LeastBefore = 2;
    private const int MostBefore = 8;

    /// <summary>A pause takes more than so many times what it took before.</summary>
    private const double Ratio = 2;

    private const int Kept = 2048;

    private readonly LearnedNormal _rest = new();
    private readonly (long Step, double Excess)[] _rows = new (long, double)[Kept];
    private readonly double[] _before = new double[MostBefore];
    private long _count;
    private int _attempt;
    private long _lastStep = -1;
    private long _lastLong = long.MinValue / 2;
    private long _gap;
    private Pause _first;

    /// <summary>How many of the places before were longer than other steps.</summary>
    private int _places;

    /// <summary>True while the pauses are longer than they were.</summary>
    public bool IsStalled { get; private set; }

    /// <summary>When the first slow pause began and the last one ended, in nanoseconds since 1970.</summary>
    public long Start { get; private set; }

    public long End { get; private set; }

    /// <summary>Slow pauses so far, and what they took together, in seconds.</summary>
    public int Pauses { get; private set; }

    public double Blocked { get; private set; }

    /// <summary>How long such a pause was before, in seconds.</summary>
    public double Expected { get; private set; }

    /// <summary>Steps and seconds between two pauses.</summary>
    public long Gap => _gap;

    public double Period { get; private set; }

    /// <summary>Takes in the rows not yet seen.</summary>
    public void Observe(RuleContext context, JobView job)
    {
        while (TryNext(job, out StepRow row))
            Observe(context, job, row);
    }

    private void Observe(RuleContext context, JobView job, in StepRow row)
    {
        if (row.Attempt != _attempt)
        {
            // The first row of an attempt holds the restart.
            _attempt = row.Attempt;
            _lastLong = row.Step;
            Forget();
            return;
        }

        double rest = row.Seconds - Explained(context, job, row);
        bool isPause = _rest.IsReady && _rest.Score(rest, LeastScale) > PauseScore;
        double excess = _rest.IsReady ? rest - _rest.Median : double.NaN;
        _rows[_count++ % Kept] = (row.Step, excess);
        if (!isPause)
        {
            _rest.Learn(rest);
            Step.Learn(row.Seconds);
        }

        // Where one step after the other is long something else is the matter.
        bool isAlone = row.Step - _lastLong >= LeastGap;
        _lastLong = isPause ? row.Step : _lastLong;
        if (isPause && isAlone && IsDark(context, job, row))
            Add(new Pause(row.Step, excess, row.EndUnixNanoseconds));
        else if (_gap > 0 && row.Step > _lastStep + _gap + Tolerance(_gap))
            Forget();
    }

    /// <summary>What the typical rank measured of the step.</summary>
    private static double Explained(RuleContext context, JobView job, in StepRow row)
    {
        Span<double> scratch = context.Scratch(job.Ranks.Length + 1);
        double sum = 0;
        sum += Part(job.Values(row.Sequence, StepColumns.DataWait), scratch);
        sum += Part(job.Values(row.Sequence, StepColumns.Compute), scratch);
        sum += Part(job.Values(row.Sequence, StepColumns.Collective), scratch);
        return sum + Part(job.Values(row.Sequence, StepColumns.Evaluation), scratch);
    }

    private static double Part(ReadOnlySpan<double> values, Span<double> scratch)
    {
        double typical = RowStatistics.UpperMedian(values, scratch);
        return double.IsNaN(typical) ? 0 : typical;
    }

    private bool IsDark(RuleContext context, JobView job, in StepRow row)
    {
        int measured = 0, dark = 0;
        long from = row.StartUnixNanoseconds - UnixTime.FromSeconds(StepsBefore * Step.Median);
        foreach (SeriesKey series in context.Series(SignalNames.GpuUtilization))
        {
            if (series.Rank is null || !RuleHelp.IsOf(series, job))
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(from));
            double before = 0, least = double.PositiveInfinity;
            int countBefore = 0;
            for (int i = 0; i < window.Count && window.UnixNanoseconds[i] <= row.EndUnixNanoseconds; i++)
            {
                if (window.UnixNanoseconds[i] > row.StartUnixNanoseconds)
                {
                    least = Math.Min(least, window.Values[i]);
                }
                else
                {
                    before += window.Values[i];
                    countBefore++;
                }
            }

            if (countBefore == 0 || before <= 0 || double.IsPositiveInfinity(least))
                continue;

            measured++;
            if (least < Dark * before / countBefore)
                dark++;
        }

        return measured >= 2 && dark >= AllRanks * measured;
    }

    private void Add(in Pause pause)
    {
        long gap = pause.Step - _lastStep;
        bool isFirst = _lastStep < 0 || gap < LeastGap || (_gap > 0 && Math.Abs(gap - _gap) > Tolerance(_gap));
        _lastStep = pause.Step;
        if (isFirst)
        {
            _gap = 0;
            IsStalled = false;
            (Pauses, Blocked) = (1, pause.Seconds);
            _first = pause;
            return;
        }

        if (_gap == 0)
        {
            // Two make a gap: what was at the places before tells whether they are checkpoints, and how long those were.
            _gap = gap;
            Expected = Before(_first.Step, gap);
        }

        Pauses++;
        Blocked += pause.Seconds;
        Period = UnixTime.ToSeconds(pause.End - _first.End) / (Pauses - 1);
        bool isSlow = Expected > 0 && Blocked / Pauses > Ratio * Expected && pause.Seconds > Ratio * Expected;
        if (!isSlow)
        {
            Forget();
            return;
        }

        IsStalled = Pauses + _places >= LeastPauses;
        Start = _first.End - UnixTime.FromSeconds(_first.Seconds);
        End = pause.End;
    }

    /// <summary>What the pause was at the regular places before a step; NaN where there are too few.</summary>
    private double Before(long step, long gap)
    {
        int tolerance = (int)Tolerance(gap);
        int count = 0;
        _places = 0;
        double usual = PauseScore * Math.Max(_rest.Scale, LeastScale);
        for (long place = step - gap; count < MostBefore; place -= gap)
        {
            double greatest = Greatest(place, tolerance);
            if (double.IsNaN(greatest))
                break;

            _before[count++] = greatest;
            _places += greatest > usual ? 1 : 0;
        }

        if (count < LeastBefore)
            return double.NaN;

        return Math.Max(LeastScale, Median.InPlace(_before.AsSpan(0, count)));
    }

    /// <summary>The greatest excess of the steps around a number; NaN where they are not kept.</summary>
    private double Greatest(long step, int tolerance)
    {
        double greatest = double.NaN;
        long first = Math.Max(0, _count - Kept);
        for (long i = _count - 1; i >= first; i--)
        {
            (long number, double excess) = _rows[i % Kept];
            if (number < step - tolerance)
                break;

            if (number <= step + tolerance && !double.IsNaN(excess) && !(excess <= greatest))
                greatest = excess;
        }

        return greatest;
    }

    private static long Tolerance(long gap) => Math.Max(1, (long)(Slack * gap));

    private void Forget()
    {
        IsStalled = false;
        Pauses = 0;
        Blocked = 0;
        _gap = 0;
        _lastStep = -1;
    }

    private readonly record struct Pause(long Step, double Seconds, long End);
}
