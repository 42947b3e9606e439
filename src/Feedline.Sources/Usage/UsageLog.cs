using System.Collections.Immutable;

namespace Feedline.Sources;

/// <summary>A log of inference requests, CSV or JSON lines, plain or gzip, in one file or many, replayed in the order of its times.</summary>
/// <remarks>
/// <para>
/// One row a request: when, with which key, for which model, how many tokens, how it ended and how long it took, as gateways log it.
/// Columns and fields are found by the names gateways use, in any order; others are passed over. A time and a key or tokens have to
/// be there. CSV has a header and RFC 4180's quotes; the delimiter is a comma, semicolon, tab or bar. Times are ISO 8601, or numbers
/// since 1970 whose size tells the unit.
/// </para>
/// <para>
/// Requests are added up by second, key and model: see <see cref="SignalNames.InferenceRequests"/>, <see cref="SignalNames.TokenUsage"/>,
/// <see cref="SignalNames.InferenceDuration"/>, <see cref="SignalNames.InferenceTokenLimit"/>, <see cref="SignalNames.InferenceRequestLimit"/>
/// and <see cref="SignalNames.InferenceKeyInfo"/>.
/// A sample has the time of the last request it stands for. Rows may be out of order by up to ten minutes, or wholly backwards, as
/// consoles export them; of a row further out of order it is said that it was dropped. What looks like a key itself is never kept: it is
/// replaced by the start of its SHA-256.
/// </para>
/// <para>
/// Memory does not grow with the log: at most 2,048 keys have series of their own, the rest count under one, and at most 1,048,576
/// buckets wait for late rows. Nothing is allocated for a row whose key is known. Not safe for several threads at once, except
/// <see cref="BytesRead"/> and <see cref="TotalBytes"/>, which any thread may read.
/// </para>
/// </remarks>
public sealed class UsageLog : IRecordedSource
{
    // Rows are written when a request ends but often carry the time it began.
    internal const long Disorder = 600 * UnixTime.NanosecondsPerSecond;

    private static readonly string[] Markers = ["csv", "tsv", "json", "jsonl", "ndjson"];

    private readonly UsageNames _names = new();
    private readonly UsageSamples _samples;
    private readonly DropCounts _refused = new();
    private readonly UsageFile[] _files;
    private readonly ImmutableArray<InputFile> _skipped;
    private readonly PriorityQueue<UsageFile, (long Frontier, int Index)> _unfinished = new();
    private long _bytesRead;
    private bool _isDisposed;

    private UsageLog(List<RecordingInput> inputs, List<InputFile> skipped)
    {
        _samples = new UsageSamples(_names);
        _skipped = [.. skipped];
        _files = [.. inputs.Select((input, index) => new UsageFile(index, input, RecordingLimits.Default, _names))];
        foreach (UsageFile file in _files)
        {
            file.Skipped = UsageProbe.Probe(file, _names, RecordingLimits.Default);
            if (file.Skipped is null)
            {
                _unfinished.Enqueue(file, (file.Frontier, file.Index));
                TotalBytes += file.Input.Length;
            }
        }
    }

    /// <summary>How many bytes of the files there are to read, as they lie on disk. Skipped files do not count.</summary>
    public long TotalBytes { get; }

    /// <summary>How many bytes of the files have been read, as they lie on disk; with <see cref="TotalBytes"/> the progress.</summary>
    public long BytesRead => Volatile.Read(ref _bytesRead);

    /// <summary>Opens a usage log.</summary>
    /// <param name="paths">
    /// Files, or folders. Of a folder all files are read whose name has <c>csv</c>, <c>tsv</c>, <c>json</c>, <c>jsonl</c> or <c>ndjson</c>
    /// in it as a part between dots; folders inside it are not. Whether a file is compressed is seen from its content.
    /// </param>
    /// <returns>The log, at its start.</returns>
    /// <exception cref="RecordingException">A path does not exist, a folder is empty, or no file is a usage log.</exception>
    /// <exception cref="ArgumentException">There are no paths.</exception>
    public static UsageLog Open(params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        string[] all = [.. paths];
        if (all.Length == 0)
        {
            throw new ArgumentException("A usage log needs a path.", nameof(paths));
        }

        var skipped = new List<InputFile>();
        return Open(string.Join(", ", all), RecordingInputs.Find(all, skipped, Markers), skipped);
    }

    /// <summary>Opens a log of any streams.</summary>
    internal static UsageLog Open(string name, List<RecordingInput> inputs, List<InputFile> skipped)
    {
        var log = new UsageLog(inputs, skipped);
        if (log._unfinished.Count > 0)
        {
            return log;
        }

        UsageFile? candidate = log._files.FirstOrDefault();
        throw candidate is null
            ? new RecordingException(name, "no file there is a usage log by its name")
            : new RecordingException(candidate.Input.Path, candidate.Skipped!);
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public bool TryPeek(out long unixNanoseconds)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (!IsFirstComplete() && _unfinished.TryPeek(out UsageFile? file, out _))
        {
            ReadRow(file);
        }

        unixNanoseconds = _samples.FirstTime;
        return unixNanoseconds != long.MaxValue;
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended early. It can be taken up again.</exception>
    public void WriteUntil(ISignalWriter writer, long unixNanoseconds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        while (TryPeek(out long next) && next <= unixNanoseconds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _samples.WriteFirst(writer, _refused);
        }
    }

    /// <summary>Says what was read so far, and what was not and why. A point is a row.</summary>
    public InputReport GetReport() => new()
    {
        Points = _files.Sum(file => file.Rows),
        Series = _samples.SeriesCount,
        Dropped = [.. Enum.GetValues<DropReason>().Select(Dropped).OfType<DroppedInput>()],
        Files = [.. _files.Select(file => new InputFile(file.Input.Path, file.Length, file.Lines, file.Rows, file.Skipped)), .. _skipped],
    };

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (UsageFile file in _files)
        {
            file.Dispose();
        }
    }

    // Nothing that is still to come belongs to the earliest second, or there is no more room to wait for it.
    private bool IsFirstComplete() =>
        _samples.IsFull || (_unfinished.TryPeek(out _, out (long Frontier, int) next) && _samples.FirstEnd <= next.Frontier);

    private void ReadRow(UsageFile file)
    {
        long consumed = file.Consumed;
        if (!TryOpen(file) || !file.TryRead(out UsageRow row, out int line))
        {
            if (file.Held is { } stray)
            {
                file.Drops.Add(DropReason.StrayTime, stray.Line);
            }

            file.Dispose();
            _unfinished.Dequeue();
            Volatile.Write(ref _bytesRead, _bytesRead + file.Input.Length - consumed);
            return;
        }

        Take(file, row, line);
        Volatile.Write(ref _bytesRead, _bytesRead + file.Consumed - consumed);
        if (!file.IsBackwards && file.LastTime != long.MinValue && file.LastTime - Disorder > file.Frontier)
        {
            file.Frontier = file.LastTime - Disorder;
            _unfinished.DequeueEnqueue(file, (file.Frontier, file.Index));
        }
    }

    private static bool TryOpen(UsageFile file)
    {
        if (file.IsOpen)
        {
            return true;
        }

        try
        {
            // What the probe saw may have changed since.
            return file.Open() is null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file.Drops.Add(DropReason.Unreadable, 0, exception.Message);
            return false;
        }
    }

    // One damaged digit must not send a log to the future, where all that follows would be too old: a leap of over a day counts
    // when the next row is there too.
    private void Take(UsageFile file, in UsageRow row, int line)
    {
        long leap = RecordingLimits.Default.MaxLeap;
        long last = file.LastTime == long.MinValue ? file.Anchor : file.LastTime;
        if (file.Held is { } held)
        {
            file.Held = null;
            if (Math.Abs(row.Time - held.Row.Time) <= leap || (held.Row.Time >= last && row.Time >= held.Row.Time))
            {
                Add(file, held.Row, held.Line);
            }
            else
            {
                file.Drops.Add(DropReason.StrayTime, held.Line);
            }
        }

        last = file.LastTime == long.MinValue ? last : file.LastTime;
        if (Math.Abs(row.Time - last) > leap)
        {
            file.Held = (row, line);
            return;
        }

        Add(file, row, line);
    }

    private void Add(UsageFile file, in UsageRow row, int line)
    {
        file.LastTime = file.IsBackwards ? row.Time : Math.Max(file.LastTime, row.Time);
        if (!_samples.TryAdd(row, row.LatencyUnit > 0 ? row.LatencyUnit : file.LatencyUnit, out bool isBeyondLimit))
        {
            file.Drops.Add(DropReason.OutOfOrder, line);
        }
        else if (isBeyondLimit)
        {
            file.Drops.Add(DropReason.KeyLimit, line);
        }
    }

    private DroppedInput? Dropped(DropReason reason)
    {
        DroppedInput? dropped = null;
        foreach (UsageFile file in _files)
        {
            if (file.Skipped is not null || !file.Drops.TryGet(reason, out long count, out int line, out string? detail))
            {
                continue;
            }

            string description = detail is null ? reason.Describe() : $"{reason.Describe()} ({detail})";
            dropped = dropped is null
                ? new DroppedInput(reason.Id(), count, file.Input.Path, line, description)
                : dropped with { Count = dropped.Count + count };
        }

        if (_refused.TryGet(reason, out long refused, out _, out _))
        {
            dropped = dropped is null
                ? new DroppedInput(reason.Id(), refused, _files[0].Input.Path, 0, reason.Describe())
                : dropped with { Count = dropped.Count + refused };
        }

        return dropped;
    }
}
