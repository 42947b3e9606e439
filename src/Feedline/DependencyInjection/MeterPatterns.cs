namespace Feedline;

/// <summary>What <c>AddMeterSource</c> leaves in the container: names of meters, for the one source that listens to all.</summary>
internal sealed record MeterPatterns(string[] Patterns);
