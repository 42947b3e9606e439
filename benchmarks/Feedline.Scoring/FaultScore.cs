using Feedline.Tests.Shared;

namespace Feedline.Scoring;

/// <summary>One injected fault and the diagnosis that found it.</summary>
/// <param name="Fault">What was injected.</param>
/// <param name="Match">The diagnosis of its mode that overlaps it, or null.</param>
/// <param name="VisibleFrom">When it can first be seen in the data, in nanoseconds since 1970.</param>
/// <param name="StartTolerance">By how many seconds its start may be off.</param>
/// <param name="DelayLimit">How many seconds after it can be seen it must be found.</param>
internal sealed record FaultScore(InjectedFault Fault, Diagnosis? Match, long VisibleFrom, double StartTolerance, double DelayLimit)
{
    /// <summary>Seconds from the fault's start to the finding's.</summary>
    public double StartError => Match is null ? double.NaN : UnixTime.ToSeconds(Match.Root.StartUnixNanoseconds - Fault.Start);

    /// <summary>Seconds from when it can be seen to when it was found.</summary>
    public double Delay => Match is null ? double.NaN : UnixTime.ToSeconds(Match.Root.DetectedUnixNanoseconds - VisibleFrom);

    public bool IsStartRight => Math.Abs(StartError) <= StartTolerance;

    public bool IsInTime => Delay <= DelayLimit;

    /// <summary>Whether exactly the ranks at fault are named; of a fault of no rank, whether none is.</summary>
    public bool IsRankRight => Match is not null
        && Match.Root.Subjects.Where(subject => subject.Rank is not null).Select(subject => subject.Rank!.Value).Order().SequenceEqual(Fault.Ranks.Order());

    public static bool Explains(InjectedFault fault, Finding finding) =>
        finding.FailureMode.Id == fault.Mode
        && finding.StartUnixNanoseconds < fault.End + RunBaseline.Recovery && finding.EndUnixNanoseconds > fault.Start;
}
