namespace Feedline.Reliability;

/// <summary>Where the time of one replication went, in seconds; the parts add up to the horizon.</summary>
internal struct JobTime
{
    public double Productive;
    public double Lost;
    public double Saving;
    public double Detecting;
    public double WaitingForSpares;
    public double Queueing;
    public double Restarting;
    public long Failures;
}
