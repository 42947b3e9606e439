namespace Feedline.Tests.Series;

/// <summary>A clock that moves only when told to.</summary>
internal sealed class TestClock : TimeProvider
{
    public long UnixNanoseconds { get; set; } = 1_700_000_000 * UnixTime.NanosecondsPerSecond;

    public override DateTimeOffset GetUtcNow() => UnixTime.ToDateTimeOffset(UnixNanoseconds);
}
