namespace Feedline;

/// <summary>How the numbers of a signal are to be read.</summary>
public enum SignalKind
{
    /// <summary>A level at an instant, such as a utilisation or a temperature.</summary>
    Gauge,

    /// <summary>
    /// A running total that only grows, such as bytes received. What is written is the total; what a window shows is the
    /// increase since the sample before. A total that falls is a reset: it gives no sample and is counted.
    /// </summary>
    Counter,

    /// <summary>An increase since the sample before, written and shown as it is.</summary>
    Delta,

    /// <summary>The length in seconds of something that ended at the sample's time.</summary>
    Duration,
}
