namespace Feedline;

/// <summary>Runs an engine over a recording as if it had been there: samples and evaluations in the order of the data's time.</summary>
/// <remarks>The same rules run as in a live engine, and see at each evaluation what a live one would have seen.</remarks>
public static class RecordingReplay
{
    /// <summary>So many evaluations in a row without a sample; then the replay goes on at the next sample.</summary>
    private const int EmptyEvaluations = 120;

    /// <summary>How much of the data's time lies between two evaluations, unless told otherwise: a second.</summary>
    public static TimeSpan DefaultInterval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Replays a recording to its end.</summary>
    /// <param name="engine">The engine. Its own clock is not asked.</param>
    /// <param name="recording">The recording; read from where it is.</param>
    /// <param name="interval">Between two evaluations; more than zero. Default: <see cref="DefaultInterval"/>.</param>
    /// <param name="cancellationToken">Ends the replay early.</param>
    /// <exception cref="ArgumentNullException"><paramref name="engine"/> or <paramref name="recording"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is not more than zero.</exception>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public static void Run(
        DiagnosticEngine engine, IRecordedSource recording, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval ?? DefaultInterval, TimeSpan.Zero, nameof(interval));
        long step = UnixTime.ToNanoseconds(interval ?? DefaultInterval);
        if (!recording.TryPeek(out long next))
            return;

        long now = next;
        int empty = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            recording.WriteUntil(engine.Writer, now, cancellationToken);
            engine.EvaluateAt(now, cancellationToken);
            if (!recording.TryPeek(out next))
                return;

            empty = next > now + step ? empty + 1 : 0;
            now = empty > EmptyEvaluations ? next : now + step;
        }
    }
}
