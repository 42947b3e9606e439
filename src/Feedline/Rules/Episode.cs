namespace Feedline.Rules;

/// <summary>Tells from one score a step when something is the matter: a cumulative sum (Page 1954) with a clipped score.</summary>
/// <remarks>
/// The score is in spreads above normal. Clipping makes sure that no single step, however bad, is an episode; the drift makes
/// sure that a lasting shift within the normal spread never is. A strong anomaly is known after 4 steps, one of 3 spreads
/// after 20. It is over when <see cref="QuietSteps"/> steps in a row were normal.
/// </remarks>
internal struct Episode
{
    /// <summary>A score up to here counts as normal, where one number a step is looked at.</summary>
    public const double LeastDrift = 2;

    private const double Clip = 8;
    private const double OpenAt = 20;
    private const int QuietSteps = 16;

    /// <summary>
    /// Once open, a step counts as normal again below this share of what the episode's steps score: the upper tail of normal steps
    /// is not to keep a strong episode open.
    /// </summary>
    private const double QuietShare = 0.4;

    private double _sum;
    private double _level;
    private int _affected;
    private long _candidateStart;
    private int _quiet;

    /// <summary>True while something is the matter.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>True while it may be that something begins; what is seen then is not to be learned as normal.</summary>
    public readonly bool IsSuspicious => IsOpen || _sum > Clip;

    /// <summary>True from the first step that may belong to an episode: what is counted for its evidence counts from there.</summary>
    public readonly bool IsWatching => IsOpen || _sum > 0;

    /// <summary>True when the last step was not normal.</summary>
    public bool IsAffected { get; private set; }

    /// <summary>When the first step of the episode began, in nanoseconds since 1970.</summary>
    public long Start { get; private set; }

    /// <summary>When the last step that was not normal ended, in nanoseconds since 1970.</summary>
    public long End { get; private set; }

    /// <summary>Takes in the next step.</summary>
    /// <param name="row">The step.</param>
    /// <param name="score">How far above normal it is, in spreads; NaN changes nothing.</param>
    /// <param name="drift">A score up to here counts as normal.</param>
    public void Observe(in StepRow row, double score, double drift = LeastDrift)
    {
        IsAffected = score > (IsOpen ? Math.Max(drift, QuietShare * _level) : drift);
        if (double.IsNaN(score))
            return;

        if (!IsWatching)
        {
            _candidateStart = row.StartUnixNanoseconds;
            _level = 0;
            _affected = 0;
        }

        double clipped = Math.Clamp(score, -Clip, Clip);
        _sum = Math.Clamp(_sum + clipped - drift, 0, 2 * OpenAt);
        if (IsAffected)
        {
            _level += (clipped - _level) / ++_affected;
            _quiet = 0;
            // Ranks whose clocks disagree, coming and going, can set the median clock back.
            End = Math.Max(row.EndUnixNanoseconds, _candidateStart);
        }
        else
        {
            _quiet++;
        }

        if (!IsOpen && _sum >= OpenAt)
        {
            IsOpen = true;
            Start = _candidateStart;
        }
        else if (IsOpen && _quiet >= QuietSteps)
        {
            IsOpen = false;
            _sum = 0;
        }
    }
}
