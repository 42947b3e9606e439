namespace Feedline;

/// <summary>Measures how long this process stood still between one evaluation and the next.</summary>
internal sealed class PauseWatch(TimeProvider timeProvider)
{
    // Slewing moves a clock by half a millisecond a second at most; a step or a suspended machine moves it by more.
    private static readonly TimeSpan LeastGap = TimeSpan.FromMilliseconds(100);

    private bool _started;
    private TimeSpan _collections;
    private DateTimeOffset _clock;
    private long _timestamp;

    /// <summary>The pause since the last call; zero at the first.</summary>
    public TimeSpan Measure()
    {
        TimeSpan collections = GC.GetTotalPauseDuration();
        DateTimeOffset clock = timeProvider.GetUtcNow();
        long timestamp = timeProvider.GetTimestamp();
        TimeSpan pause = TimeSpan.Zero;
        if (_started)
        {
            // The running time stands still while a machine is suspended, the clock does not.
            TimeSpan gap = clock - _clock - timeProvider.GetElapsedTime(_timestamp, timestamp);
            pause = collections - _collections + (gap >= LeastGap ? gap : TimeSpan.Zero);
        }

        (_started, _collections, _clock, _timestamp) = (true, collections, clock, timestamp);
        return pause;
    }
}
