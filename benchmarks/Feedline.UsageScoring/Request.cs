namespace Feedline.UsageScoring;

/// <summary>A row of the made log.</summary>
internal sealed record Request(double Seconds, Key Key, int Input, int Output)
{
    public int Status { get; set; } = 200;

    public double Latency { get; set; }
}
