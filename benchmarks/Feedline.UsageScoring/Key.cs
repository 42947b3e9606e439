namespace Feedline.UsageScoring;

/// <summary>A key of the made log, and who is said to stand behind it.</summary>
internal sealed record Key(string Name, string Owner, string Deployment);
