namespace Feedline.Reliability;

/// <summary>A cause that lengthened some steps of a run.</summary>
/// <param name="Name">Its name, one for each cause of a run.</param>
/// <param name="Parts">The parts of a step that it lengthens.</param>
/// <param name="SecondsOutsideSteps">Wall time it took before the first step or after the last, in seconds; 0 or more.</param>
public sealed record TimelineCause(string Name, TimelineParts Parts, double SecondsOutsideSteps = 0);
