namespace Feedline.Sources;

/// <summary>Points of a resource that lie before all that came last, until the next ones say what that means.</summary>
/// <param name="Line">Their line.</param>
/// <param name="Group">The resource's place on the line.</param>
/// <param name="Samples">The points in the order of their times, as they stand in the file; not linked.</param>
internal sealed record HeldGroup(int Line, int Group, PendingSample[] Samples)
{
    public long FirstTime => Samples[0].Time;
}
