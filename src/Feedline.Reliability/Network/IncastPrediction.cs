namespace Feedline.Reliability;

/// <summary>What one block of an incast takes.</summary>
/// <param name="BlockSeconds">Expected time until the last sender's last byte is there, in seconds.</param>
/// <param name="GoodputBytesPerSecond">Bytes of the block over that time.</param>
/// <param name="Utilisation">Goodput over the rate of the link, in (0, 1].</param>
/// <param name="Timeouts">Expected number of timeouts, one after another, that the block waits for.</param>
/// <param name="TimeoutSeconds">Expected time for which the link is idle because of them, in seconds.</param>
/// <param name="PausedSeconds">How long a lossless fabric pauses the senders, and whatever shares their links, in seconds; else 0.</param>
public readonly record struct IncastPrediction(
    double BlockSeconds, double GoodputBytesPerSecond, double Utilisation, double Timeouts, double TimeoutSeconds, double PausedSeconds);
