using System.Buffers.Text;
using System.Text;

namespace Feedline.Sources;

/// <summary>Tells from a status and an error what became of a request.</summary>
internal static class UsageStatus
{
    // The first that a status or an error holds decides.
    private static readonly (byte[] Word, UsageOutcome Outcome)[] Words =
    [
        ([.. "ratelimit"u8], UsageOutcome.Refused), ([.. "rate_limit"u8], UsageOutcome.Refused), ([.. "rate-limit"u8], UsageOutcome.Refused),
        ([.. "rate limit"u8], UsageOutcome.Refused), ([.. "throttl"u8], UsageOutcome.Refused), ([.. "quota"u8], UsageOutcome.Refused),
        ([.. "toomany"u8], UsageOutcome.Refused), ([.. "too many"u8], UsageOutcome.Refused), ([.. "too_many"u8], UsageOutcome.Refused),
        ([.. "timeout"u8], UsageOutcome.TimedOut), ([.. "timed"u8], UsageOutcome.TimedOut), ([.. "deadline"u8], UsageOutcome.TimedOut),
        ([.. "cancel"u8], UsageOutcome.TimedOut), ([.. "fail"u8], UsageOutcome.Failed), ([.. "error"u8], UsageOutcome.Failed),
        ([.. "denied"u8], UsageOutcome.Failed), ([.. "reject"u8], UsageOutcome.Failed),
    ];

    public static UsageOutcome Of(ReadOnlySpan<byte> status, ReadOnlySpan<byte> error)
    {
        status = status.Trim((byte)' ');
        if (Utf8Parser.TryParse(status, out int code, out int read) && (read == status.Length || (read < status.Length && status[read] is (byte)'.' or (byte)' ')))
        {
            return OfCode(code, error);
        }

        UsageOutcome outcome = OfWords(status);
        return outcome == UsageOutcome.Answered || outcome == UsageOutcome.Failed ? Worse(outcome, OfError(error)) : outcome;
    }

    private static UsageOutcome OfCode(int code, ReadOnlySpan<byte> error) => code switch
    {
        429 or 529 => UsageOutcome.Refused,
        408 or 499 or 504 or 524 => UsageOutcome.TimedOut,
        >= 400 => Worse(UsageOutcome.Failed, OfError(error)),
        // A code of 0 stands for no answer at all.
        0 => Worse(UsageOutcome.Answered, OfError(error)),
        _ => UsageOutcome.Answered,
    };

    private static UsageOutcome OfError(ReadOnlySpan<byte> error)
    {
        error = error.Trim((byte)' ');
        return error.IsEmpty || error.SequenceEqual("null"u8) || error.SequenceEqual("None"u8) || error.SequenceEqual("-"u8) || error.SequenceEqual("false"u8)
            ? UsageOutcome.Answered
            : error.SequenceEqual("429"u8) ? UsageOutcome.Refused
            : Worse(UsageOutcome.Failed, OfWords(error));
    }

    private static UsageOutcome OfWords(ReadOnlySpan<byte> words)
    {
        Span<byte> room = stackalloc byte[128];
        Span<byte> lower = room[..Math.Min(words.Length, room.Length)];
        Ascii.ToLower(words[..lower.Length], lower, out _);
        if (lower.IsEmpty)
        {
            return UsageOutcome.Answered;
        }

        foreach ((byte[] word, UsageOutcome outcome) in Words)
        {
            if (lower.IndexOf(word) >= 0)
            {
                return outcome;
            }
        }

        return UsageOutcome.Answered;
    }

    private static UsageOutcome Worse(UsageOutcome first, UsageOutcome second) =>
        second is UsageOutcome.Refused or UsageOutcome.TimedOut || first == UsageOutcome.Answered ? second : first;
}
