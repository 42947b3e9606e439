using Feedline.Sources;

namespace Feedline.Tool.Analysis;

/// <summary>What the paths of a command hold: telemetry, usage logs, or both, replayed as one.</summary>
internal sealed class AnalysisInput : IRecordedSource
{
    private readonly OtlpRecording? _telemetry;
    private readonly UsageLog? _usage;

    private AnalysisInput(OtlpRecording? telemetry, UsageLog? usage) => (_telemetry, _usage) = (telemetry, usage);

    /// <summary>The share of the files that has been read, 0 to 1. Any thread may ask.</summary>
    public double Fraction
    {
        get
        {
            long total = (_telemetry?.TotalBytes ?? 0) + (_usage?.TotalBytes ?? 0);
            return total > 0 ? ((_telemetry?.BytesRead ?? 0) + (_usage?.BytesRead ?? 0)) / (double)total : 0;
        }
    }

    /// <exception cref="InputException">There is nothing to analyse.</exception>
    public static AnalysisInput Open(IReadOnlyList<string> paths)
    {
        (OtlpRecording? telemetry, RecordingException? noTelemetry) = Try(() => OtlpRecording.Open(paths));
        (UsageLog? usage, RecordingException? noUsage) = Try(() => UsageLog.Open(paths));
        if (telemetry is not null || usage is not null)
            return new AnalysisInput(telemetry, usage);

        // Of a table it is of no use to be told that it is not OTLP.
        RecordingException fault = IsTable(noUsage!.Path) ? noUsage : noTelemetry!;
        throw new InputException(
            $"{fault.Message}; give a file of OTLP/JSON lines (*.jsonl, *.jsonl.gz), a usage log (*.csv, *.jsonl) or a folder of them");
    }

    public bool TryPeek(out long unixNanoseconds)
    {
        long telemetry = long.MaxValue;
        long usage = long.MaxValue;
        bool any = _telemetry?.TryPeek(out telemetry) ?? false;
        telemetry = any ? telemetry : long.MaxValue;
        bool other = _usage?.TryPeek(out usage) ?? false;
        usage = other ? usage : long.MaxValue;
        unixNanoseconds = any || other ? Math.Min(telemetry, usage) : 0;
        return any || other;
    }

    public void WriteUntil(ISignalWriter writer, long unixNanoseconds, CancellationToken cancellationToken)
    {
        _telemetry?.WriteUntil(writer, unixNanoseconds, cancellationToken);
        _usage?.WriteUntil(writer, unixNanoseconds, cancellationToken);
    }

    /// <summary>How both were read; a file that one of them has read is not skipped.</summary>
    public InputSummary Summary()
    {
        InputReport[] reports = [.. new[] { _telemetry?.GetReport(), _usage?.GetReport() }.OfType<InputReport>()];
        string[] read = [.. reports.SelectMany(report => report.Files).Where(file => file.Skipped is null).Select(file => file.Path)];
        return new InputSummary(
            reports.Sum(report => report.Points),
            reports.Sum(report => report.Series),
            [.. reports.SelectMany(report => report.Dropped).Select(dropped => new DroppedInput(dropped.Reason, dropped.Count, dropped.File, dropped.Line, dropped.Detail))],
            read,
            [
                .. reports.SelectMany(report => report.Files).Where(file => file.Skipped is not null && !read.Contains(file.Path))
                    .DistinctBy(file => file.Path).Select(file => new SkippedFile(file.Path, file.Skipped!)),
            ]);
    }

    public void Dispose()
    {
        _telemetry?.Dispose();
        _usage?.Dispose();
    }

    private static (T? Source, RecordingException? Fault) Try<T>(Func<T> open)
        where T : class
    {
        try
        {
            return (open(), null);
        }
        catch (RecordingException exception)
        {
            return (null, exception);
        }
    }

    private static bool IsTable(string path) =>
        Path.GetFileName(path).Split('.').Any(part => part.Equals("csv", StringComparison.OrdinalIgnoreCase) || part.Equals("tsv", StringComparison.OrdinalIgnoreCase));
}
