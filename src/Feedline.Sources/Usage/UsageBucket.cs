namespace Feedline.Sources;

/// <summary>The requests of one key for one model within one second.</summary>
internal struct UsageBucket
{
    public int Pair;
    public long LastTime;
    public int Answered;
    public int Refused;
    public int TimedOut;
    public int Failed;
    public double InputTokens;
    public double OutputTokens;
    public double Seconds;
    public int Timed;
    public double TokenLimit;
    public double RequestLimit;

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="latencyUnit">What its latency is to be multiplied with to be in seconds.</param>
    public void Add(in UsageRow row, double latencyUnit)
    {
        LastTime = Math.Max(LastTime, row.Time);
        InputTokens += row.InputTokens;
        OutputTokens += row.OutputTokens;
        TokenLimit = double.IsNaN(row.TokenLimit) ? TokenLimit : row.TokenLimit;
        RequestLimit = double.IsNaN(row.RequestLimit) ? RequestLimit : row.RequestLimit;
        switch (row.Outcome)
        {
            case UsageOutcome.Refused:
                Refused++;
                return; // it took no time, and tells nothing of how long the others take
            case UsageOutcome.TimedOut:
                TimedOut++;
                break;
            case UsageOutcome.Failed:
                Failed++;
                break;
            default:
                Answered++;
                break;
        }

        if (!double.IsNaN(row.Latency))
        {
            Seconds += row.Latency * latencyUnit;
            Timed++;
        }
    }
}
