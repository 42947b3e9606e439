namespace Feedline.Sources;

/// <summary>Looks at the first lines of a file: is it a recording, and when does it begin?</summary>
internal static class RecordingProbe
{
    // Labels of a benchmark lie beside its telemetry under this name; a diagnosis must not have seen them.
    private const string Labels = "truth.json";

    public static ProbeResult Probe(RecordingInput input, RecordingLimits limits, OtlpLineDecoder decoder)
    {
        if (Path.GetFileName(input.Path).Equals(Labels, StringComparison.OrdinalIgnoreCase))
        {
            return Skip("it holds labels for scoring, which are never read");
        }

        try
        {
            using Stream stream = input.Open();
            if (!stream.CanSeek)
            {
                return Skip("it is a pipe or a device; save it to a file first");
            }

            using var reader = new LineReader(stream, limits);
            return Probe(reader, limits, decoder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Skip("it cannot be read: " + exception.Message);
        }
    }

    private static ProbeResult Probe(LineReader reader, RecordingLimits limits, OtlpLineDecoder decoder)
    {
        if (reader.IsZstandard)
        {
            return Skip("it is compressed with Zstandard; inflate it first");
        }

        bool isOtlp = false;
        string? fault = null;
        LineStatus status;
        while ((status = reader.Read(out ReadOnlySpan<byte> line)) is LineStatus.Line or LineStatus.TooLong)
        {
            LineContent content = status == LineStatus.TooLong ? LineContent.Corrupt : decoder.Decode(line);
            isOtlp |= content is LineContent.Metrics or LineContent.OtherSignal;
            if (content == LineContent.Metrics && decoder.Points.Length > 0)
            {
                return new ProbeResult(FirstTime(decoder.Points), null);
            }

            fault ??= Fault(content, status, line, reader.Line, decoder);
            if (!isOtlp && reader.Line >= limits.ProbedLines && reader.Length >= limits.ProbedBytes)
            {
                break;
            }
        }

        if (status == LineStatus.Failed && !isOtlp)
        {
            return Skip(reader.Failure.Describe() + " (" + reader.FailureDetail + ")");
        }

        return isOtlp ? new ProbeResult(long.MaxValue, null) : Skip(reader.Length == 0 ? "it is empty" : "it is not OTLP/JSON: " + (fault ?? "it holds no line with text"));
    }

    private static long FirstTime(ReadOnlySpan<OtlpPoint> points)
    {
        long first = long.MaxValue;
        foreach (OtlpPoint point in points)
        {
            first = Math.Min(first, point.Time);
        }

        return first;
    }

    private static string? Fault(LineContent content, LineStatus status, ReadOnlySpan<byte> line, int number, OtlpLineDecoder decoder)
    {
        if (status == LineStatus.TooLong)
        {
            return $"line {number} is longer than a reader may hold";
        }

        if (line.Trim(" \t\r"u8).IsEmpty || content is LineContent.Metrics or LineContent.OtherSignal)
        {
            return null;
        }

        if (content == LineContent.Foreign)
        {
            return $"line {number} is JSON, but no OTLP request";
        }

        return line.TrimEnd(" \t\r"u8) is [(byte)'{'] or [(byte)'[']
            ? "it is JSON over several lines; a recording has one request a line"
            : $"line {number}: {decoder.Error}, at byte {decoder.ErrorPosition} of the line";
    }

    private static ProbeResult Skip(string reason) => new(long.MaxValue, reason);
}
