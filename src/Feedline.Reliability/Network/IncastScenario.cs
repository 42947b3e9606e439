namespace Feedline.Reliability;

/// <summary>Many senders answer one receiver at once, and the receiver waits for the last (a barrier): shuffles, striped reads, gathers.</summary>
/// <remarks>Immutable. Each property throws an <see cref="ArgumentOutOfRangeException"/> that names it when set out of its range.</remarks>
public sealed record IncastScenario
{
    private readonly double? _reactionSeconds;

    /// <summary>N, how many senders answer at once, at least 1.</summary>
    public required int FanIn
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(FanIn), value, "There is at least one sender.");
    }

    /// <summary>S, how much each sender sends for one block, in bytes; above 0.</summary>
    public required double RequestBytes { get; init => field = Require.Positive(value, nameof(RequestBytes)); }

    /// <summary>C, rate of the receiver's link, in bytes per second; above 0.</summary>
    public required double LinkBytesPerSecond { get; init => field = Require.Positive(value, nameof(LinkBytesPerSecond)); }

    /// <summary>B, what the switch can queue for the receiver's port behind the segment under way, in bytes; at least 0.</summary>
    public required double BufferBytes { get; init => field = Require.NotNegative(value, nameof(BufferBytes)); }

    /// <summary>D, round-trip time without queueing, in seconds; above 0, 100 µs by default.</summary>
    public double RoundTripSeconds { get; init => field = Require.Positive(value, nameof(RoundTripSeconds)); } = 100e-6;

    /// <summary>r, least time after which a sender resends what no acknowledgement came for, in seconds; above 0, 0.2 by default, as of Linux.</summary>
    /// <remarks>A sender waits for longer where its round trips take longer: max(r, SRTT + 4 RTTVAR), RFC 6298.</remarks>
    public double MinimumTimeoutSeconds { get; init => field = Require.Positive(value, nameof(MinimumTimeoutSeconds)); } = 0.2;

    /// <summary>Size of a segment, in bytes; above 0, 1,460 by default; about 8,960 with jumbo frames.</summary>
    public double SegmentBytes { get; init => field = Require.Positive(value, nameof(SegmentBytes)); } = 1_460;

    /// <summary>How many segments a sender begins with, at least 1; 10 by default (RFC 6928).</summary>
    public int InitialWindowSegments
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(InitialWindowSegments), value, "A window has a segment.");
    } = 10;

    /// <summary>How far apart senders begin at most, in seconds; at least 0, 20 µs by default: each begins by chance, evenly, within it.</summary>
    public double StartSpreadSeconds { get; init => field = Require.NotNegative(value, nameof(StartSpreadSeconds)); } = 20e-6;

    /// <summary>How long a sender takes at most to read an acknowledgement, in seconds; at least 0: each time by chance, evenly.</summary>
    /// <remarks>
    /// By default the time of a segment on the link, S/C. Hosts have interrupts and schedulers. Without any of it all senders keep step with the queue, and which
    /// of them loses hangs on ties (Floyd and Jacobson, "On traffic phase effects in packet-switched gateways", 1992).
    /// </remarks>
    public double ReactionSeconds
    {
        get => _reactionSeconds ?? SegmentBytes / LinkBytesPerSecond;
        init => _reactionSeconds = Require.NotNegative(value, nameof(ReactionSeconds));
    }

    /// <summary>K, queue beyond which the switch marks segments, in bytes; at least 0, 30,000 by default. Only used with <see cref="IncastControl.Dctcp"/>.</summary>
    /// <remarks>20 frames at 1 Gb/s and 65 at 10 Gb/s in Alizadeh and others, "Data center TCP", SIGCOMM 2010; above C D / 7 in any case.</remarks>
    public double MarkingBytes { get; init => field = Require.NotNegative(value, nameof(MarkingBytes)); } = 30_000;

    /// <summary>What keeps senders from overrunning the buffer; nothing but TCP by default.</summary>
    public IncastControl Control { get; init; }
}
