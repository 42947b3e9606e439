namespace Feedline;

/// <summary>How one API key is used: since when, how regularly, after which silence, and who is known to stand behind it.</summary>
internal sealed class KeyUse(string name)
{
    private readonly List<(long Time, double Count)> _new = [];

    public Minutes Tokens;
    public Minutes RequestsByMinute;
    public Minutes RefusedByMinute;

    public string Name => name;

    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public double Requests { get; private set; }

    public double TotalTokens { get; set; }

    public bool KnowsOwner { get; private set; }

    public string Owner { get; private set; } = "";

    public bool KnowsDeployment { get; private set; }

    public string Deployment { get; private set; } = "";

    /// <summary>What it asked of each model.</summary>
    public List<PairUse> Pairs { get; } = [];

    /// <summary>How regularly it is used.</summary>
    public KeyRhythm Rhythm { get; } = new();

    /// <summary>The silence before its present use, if there was one out of the ordinary.</summary>
    public KeySilence Silence { get; } = new();

    /// <summary>Requests of all keys up to its first one.</summary>
    public double TrafficAtFirst { get; private set; }

    /// <summary>Requests of all keys up to its last one.</summary>
    public double TrafficAtLast { get; private set; }

    /// <summary>True when its requests come with their own times, as from a log; else with those of an exporter, which is always regular.</summary>
    public bool HasRequestTimes { get; set; }

    /// <summary>Takes in what the key is known to belong to.</summary>
    public void Describe(SeriesKey info)
    {
        HasRequestTimes = true;
        DescribeOwner(info);
        if (info.TryGetDimension(DimensionKeys.Deployment, out Dimension deployment))
        {
            KnowsDeployment = true;
            Deployment = deployment.Text.Length > 0 ? deployment.Text : Deployment;
        }

        if (info.TryGetDimension(DimensionKeys.Pod, out Dimension pod))
        {
            KnowsDeployment = true;
            Deployment = Deployment.Length == 0 && pod.Text.Length > 0 ? DeploymentOf(pod.Text) : Deployment;
        }
    }

    /// <summary>Takes in who the key belongs to, as a series says it.</summary>
    public void DescribeOwner(SeriesKey info)
    {
        if (info.TryGetDimension(DimensionKeys.InferenceKeyOwner, out Dimension owner))
        {
            KnowsOwner = true;
            Owner = owner.Text.Length > 0 ? owner.Text : Owner;
        }
    }

    /// <summary>Whether it has been used since rules last asked.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Adds requests, in any order.</summary>
    /// <returns>True for the first since it was settled.</returns>
    public bool Add(long time, double requests)
    {
        _new.Add((time, requests));
        return _new.Count == 1;
    }

    /// <summary>Takes in, in the order of their times, what was added since the last call.</summary>
    /// <param name="logStart">When the log began.</param>
    /// <param name="trafficBefore">Requests of all keys up to the last call.</param>
    /// <param name="traffic">Requests of all keys up to now.</param>
    public void Settle(long logStart, double trafficBefore, double traffic)
    {
        _new.Sort(static (left, right) => left.Time.CompareTo(right.Time));
        TrafficAtFirst = Last == long.MinValue ? traffic : TrafficAtFirst;
        double others = (trafficBefore - TrafficAtLast) / trafficBefore;
        foreach ((long time, double count) in _new)
        {
            Arrive(time, count, logStart, others);
            // Of what was added together it is not known what others asked in between.
            others = double.NaN;
        }

        TrafficAtLast = traffic;
        _new.Clear();
        Rhythm.Judge(HasRequestTimes);
    }

    private void Arrive(long time, double count, long logStart, double others)
    {
        Requests += count;
        RequestsByMinute.Add(time, count);
        if (time <= Last)
        {
            // Other series of the same second.
            Rhythm.AddToLast(count);
            Silence.Count(Last, count);
            return;
        }

        if (Last == long.MinValue)
        {
            First = time;
            Silence.Begin(time);
        }
        else if (Silence.Observe(time, Last, First, logStart, others))
        {
            Rhythm.Restart();
        }

        Silence.Count(time, count);
        Last = time;
        Rhythm.Add(time, count);
    }

    // A pod is called after what it belongs to, with one or two random parts behind: chat-7d9c5b8f6-x2x7k, db-0.
    private static string DeploymentOf(string pod)
    {
        string[] parts = pod.Split('-');
        int keep = parts.Length;
        while (keep > 1 && parts.Length - keep < 2 && (parts[keep - 1].Any(char.IsAsciiDigit) || (parts[keep - 1].Length == 5 && parts.Length > 2)))
            keep--;

        return string.Join('-', parts[..keep]);
    }
}
