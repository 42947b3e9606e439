namespace Feedline.Sources;

/// <summary>A row of a usage log. Texts are numbers in <see cref="UsageNames"/>; -1 where the log has no such column.</summary>
internal struct UsageRow
{
    public long Time;
    public int Key;
    public int Model;
    public int Owner;
    public int Deployment;
    public int Pod;
    public double InputTokens;
    public double OutputTokens;

    /// <summary>In the column's own unit; NaN where there is none.</summary>
    public double Latency;

    /// <summary>What to multiply the latency with; 0 where its name does not say.</summary>
    public double LatencyUnit;

    /// <summary>Tokens a minute; NaN where there is none.</summary>
    public double TokenLimit;

    /// <summary>Requests a minute; NaN where there is none.</summary>
    public double RequestLimit;

    public UsageOutcome Outcome;
}
