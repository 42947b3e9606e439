namespace Feedline.Tests.Replay;

internal readonly record struct SyntheticSample(long Time, int Series, double Value);
