namespace Feedline.Rules;

/// <summary>What <see cref="HangRule"/> knows of a job: how its ranks normally are heard, and the hang it is in.</summary>
internal sealed class HangState : StepWatch
{
    public Cadence Checkpoints;
    public Cadence Evaluations;

    /// <summary>By number of collectives, and by beats of the training threads.</summary>
    public StepProgress Sequence { get; } = new(SignalNames.CollectiveSequence);

    public StepProgress Beats { get; } = new(SignalNames.Heartbeat);

    public LatestByRank Utilization { get; } = new(SignalNames.GpuUtilization);

    /// <summary>By rank, whether it was there when the last step ended.</summary>
    public bool[] Present { get; set; } = [];

    public List<int> Suspects { get; } = [];

    /// <summary>The suspects of the hang that is reported.</summary>
    public List<int> Culprits { get; } = [];

    public bool IsHung { get; set; }

    public string Why { get; private set; } = "";

    public double Confidence { get; private set; }

    public double Limit { get; private set; }

    public RecentGreatest Lengths { get; } = new();

    /// <summary>The longest of the last steps, checkpoints and evaluations aside, in seconds.</summary>
    public double Longest => Lengths.Value;

    public double LongestEvaluation { get; set; }

    public double LongestCheckpoint { get; set; }

    public double NormalSilence { get; set; }

    /// <summary>How far behind the first rank another ends its step, clocks that disagree included, in seconds.</summary>
    public double NormalLag { get; set; }

    /// <summary>In how many evaluations a step had ended.</summary>
    public int Looks { get; set; }

    /// <summary>At how many looks in a row somebody could be named without having fallen silent.</summary>
    public int Named { get; set; }

    public int Attempt { get; set; }

    /// <summary>When the attempt began: later than all steps of the one before.</summary>
    public long AttemptSince { get; set; } = long.MinValue;

    /// <summary>When a rank last ended a step.</summary>
    public long LastStep { get; set; } = long.MinValue;

    /// <summary>The number of that step.</summary>
    public long LastNumber { get; set; } = -1;

    /// <summary>Likewise, by rank.</summary>
    public long[] Steps { get; set; } = [];

    /// <summary>By rank, for how long it was silent since it last ended a step, in seconds.</summary>
    public double[] Ages { get; set; } = [];

    /// <summary>By rank, the least its last sign of life was ever old, in seconds: by so much its clock is behind.</summary>
    public double[] Offsets { get; set; } = [];

    /// <summary>For how long no step had been seen to end since one last was, in seconds, and how long that normally is.</summary>
    public double Stuck { get; set; }

    public double NormalStuck { get; set; }

    /// <summary>How many workers ran when a step last ended.</summary>
    public double Running { get; set; } = double.NaN;

    /// <summary>How many ran when the last step was seen to end; more than that ran when the step before was, if one was lost since.</summary>
    public double RunningSeen { get; set; } = double.NaN;

    /// <summary>The last sign of life of ranks that fell silent, and how many steps the others had ended by then.</summary>
    public long CulpritsHeard { get; set; }

    public long HungAt { get; set; }

    /// <summary>The last sign of life of any rank.</summary>
    public long Heard { get; set; } = long.MinValue;

    /// <summary>True when at the last look none had been heard for long.</summary>
    public bool IsAway { get; set; }

    /// <summary>When ranks were heard again after that.</summary>
    public long HeardSince { get; set; } = long.MinValue;

    public long HungUntil { get; set; } = long.MinValue;

    /// <summary>How far the culprits have come by the counter that tells them, and how far the others; null where another sign does.</summary>
    public Evidence? Behind { get; private set; }

    /// <summary>The job hangs. Once that is known, only a name, or a better one, is news.</summary>
    public void Open(double limit, string why, double confidence, Evidence? behind = null)
    {
        if (IsHung && (Suspects.Count == 0 || confidence <= Confidence))
            return;

        IsHung = true;
        Why = why;
        Confidence = confidence;
        Limit = limit;
        Behind = behind;
        Culprits.Clear();
        Culprits.AddRange(Suspects);
    }
}
