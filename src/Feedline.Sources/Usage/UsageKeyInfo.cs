namespace Feedline.Sources;

/// <summary>What a key was seen with; numbers in <see cref="UsageNames"/>, -1 where the log has no such column.</summary>
internal readonly record struct UsageKeyInfo(int Key, int Owner, int Deployment, int Pod);
