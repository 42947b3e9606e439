namespace Feedline.Reliability;

/// <summary>What keeps many senders from overrunning a switch's buffer.</summary>
public enum IncastControl
{
    /// <summary>Nothing but TCP (NewReno), which learns of a full buffer by loss.</summary>
    None,

    /// <summary>Senders are paced, or asked for their parts in turn, so that together they send no faster than the link takes.</summary>
    Paced,

    /// <summary>The fabric is lossless: a full buffer pauses the senders (priority flow control), and whatever else crosses the paused links.</summary>
    Lossless,

    /// <summary>The switch marks what it queues beyond <see cref="IncastScenario.MarkingBytes"/>, and senders slow down by the share of marks (DCTCP).</summary>
    Dctcp,
}
