namespace Feedline.Reliability;

/// <summary>What some senders take from the moment they begin together.</summary>
internal readonly record struct IncastWave(double Seconds, double IdleSeconds, double Timeouts);
