namespace Feedline.Reliability;

/// <summary>One simulated block.</summary>
/// <param name="Seconds">Until the last acknowledgement of the last byte.</param>
/// <param name="Timeouts">Timeouts of all senders.</param>
/// <param name="IdleSeconds">How long the link was idle until a timeout ended it.</param>
/// <param name="Drops">Segments dropped.</param>
internal readonly record struct IncastOutcome(double Seconds, int Timeouts, double IdleSeconds, long Drops);
