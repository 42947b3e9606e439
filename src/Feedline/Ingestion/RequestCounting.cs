using System.Diagnostics.Metrics;

namespace Feedline;

/// <summary>Which instruments of the process count inference requests: of several that measure the same, only the best. Any thread.</summary>
/// <remarks>
/// OpenTelemetry has no counter of inference requests: each measurement of how long one took is one. A client's histogram is
/// preferred to a server's in the same process, and a counter of <see cref="SignalNames.InferenceRequests"/> to both.
/// </remarks>
internal sealed class RequestCounting
{
    private const int Server = 1;
    private const int Client = 2;
    private const int Counter = 3;

    private int _best;

    /// <summary>Takes an instrument into account.</summary>
    /// <returns>Its rank; 0 for one whose measurements are no requests.</returns>
    public int Add(Instrument instrument)
    {
        int rank = RankOf(instrument);
        int best = Volatile.Read(ref _best);
        while (rank > best)
        {
            int before = Interlocked.CompareExchange(ref _best, rank, best);
            if (before == best)
                break;

            best = before;
        }

        // The counter's own measurements are requests already.
        return rank == Counter ? 0 : rank;
    }

    /// <summary>Whether the measurements of instruments of a rank are to be counted.</summary>
    public bool Counts(int rank) => rank > 0 && rank == Volatile.Read(ref _best);

    private static int RankOf(Instrument instrument)
    {
        if (instrument.Name == SignalNames.InferenceRequests)
            return Counter;

        Type type = instrument.GetType();
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Histogram<>))
            return 0;

        return instrument.Name switch
        {
            SignalNames.InferenceDuration => Client,
            "gen_ai.server.request.duration" => Server,
            _ => 0,
        };
    }
}
