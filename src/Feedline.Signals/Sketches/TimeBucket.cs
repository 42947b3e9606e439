namespace Feedline.Signals;

/// <summary>The sum of the amounts from one time to another, both of which saw some.</summary>
internal readonly record struct TimeBucket(long From, long To, long Amount)
{
    /// <summary>True when an older bucket may join: at the very same instant always, else up to a limit of the joint amount.</summary>
    public bool MayTake(TimeBucket older, double limit) => older.From == To || (double)Amount + older.Amount <= limit;

    public TimeBucket With(TimeBucket older) => new(older.From, To, Amount + older.Amount);
}
