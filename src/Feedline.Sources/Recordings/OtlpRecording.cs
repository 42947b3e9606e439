using System.Collections.Immutable;

namespace Feedline.Sources;

/// <summary>A recording in OTLP/JSON lines, plain or gzip, in one file or many, replayed in the order of its times.</summary>
/// <remarks>
/// <para>
/// Each line is an <c>ExportMetricsServiceRequest</c>, as OpenTelemetry's file exporters write it. Lines of all files are
/// merged by the times of their points: a file is read up to 5 s of its time beyond what is asked for, because its lines
/// overlap. A point that comes later than that is still written, after younger ones. Points of the same time keep the order of
/// the files, then that of their lines.
/// </para>
/// <para>
/// Memory does not grow with the recording: at most 1,048,576 points wait for their time (40 MiB) beside those of one line, a
/// line has at most 64 MiB, and a file is open only while its time is read.
/// </para>
/// <para>
/// Gauges and falling totals become gauges, growing totals counters, increases (delta temporality) deltas. Histograms and
/// summaries give one sample per point, the mean of the values since the point before; an interval without values gives none.
/// <see cref="SignalCatalog"/> wins for unit and kind of Feedline's own signals: numbers are brought to its unit, and increases of its
/// counters and gauges are added up. Of <c>gen_ai.client.token.usage</c> the tokens are kept, and of
/// <c>gen_ai.client.operation.duration</c> also how many requests there were, as <see cref="SignalNames.InferenceRequests"/>. Names of DCGM, node-exporter and RDMA counters become Feedline's.
/// All attributes of a point become dimensions; of a resource those that say who measured: job, attempt, rank, node, device,
/// without a rank also the Kubernetes object, and without a job the service.
/// </para>
/// <para>
/// What cannot be used is left out and counted: see <see cref="GetReport"/>. When the clock of a resource is set back by more
/// than a line, later times are moved forward by as much. Not safe for several threads at once, except
/// <see cref="BytesRead"/> and <see cref="TotalBytes"/>, which any thread may read.
/// </para>
/// </remarks>
public sealed class OtlpRecording : IRecordedSource
{
    private readonly RecordingLimits _limits;
    private readonly PendingSamples _pending = new();
    private readonly SampleIntake _intake;
    private readonly SeriesTotals _totals = new();
    private readonly RecordingFile[] _files;
    private readonly ImmutableArray<InputFile> _skipped;
    private readonly PriorityQueue<RecordingFile, (long Frontier, int Index)> _unfinished;
    private ISignalWriter? _writer;
    private long _bytesRead;
    private bool _isDisposed;

    private OtlpRecording(List<RecordingInput> inputs, List<InputFile> skipped, RecordingLimits limits)
    {
        _limits = limits;
        _skipped = [.. skipped];
        _intake = new SampleIntake(limits, _pending);
        _files = [.. inputs.Select((input, index) => new RecordingFile(index, input, limits))];
        _unfinished = new PriorityQueue<RecordingFile, (long, int)>(_files.Length);
        foreach (RecordingFile file in _files)
        {
            ProbeResult probe = RecordingProbe.Probe(file.Input, limits, _intake.Decoder);
            file.Frontier = probe.FirstTime;
            file.Skipped = probe.Skipped;
            if (probe.Skipped is null)
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

    /// <summary>Opens a recording.</summary>
    /// <param name="paths">
    /// Files, or folders. Of a folder all files are read whose name has <c>json</c>, <c>jsonl</c>, <c>ndjson</c> or <c>otlp</c> in it as
    /// a part between dots, in the order of their names; folders inside it are not. Whether a file is compressed is seen from its content.
    /// A <c>truth.json</c> is never read.
    /// </param>
    /// <returns>The recording, at its start.</returns>
    /// <exception cref="RecordingException">A path does not exist, a folder is empty, or no file has a data point.</exception>
    /// <exception cref="ArgumentException">There are no paths.</exception>
    public static OtlpRecording Open(params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var skipped = new List<InputFile>();
        string[] all = [.. paths];
        if (all.Length == 0)
        {
            throw new ArgumentException("A recording needs a path.", nameof(paths));
        }

        return Open(string.Join(", ", all), RecordingInputs.Find(all, skipped), skipped, RecordingLimits.Default);
    }

    /// <summary>Opens a recording of any streams.</summary>
    internal static OtlpRecording Open(string name, List<RecordingInput> inputs, List<InputFile> skipped, RecordingLimits limits)
    {
        var recording = new OtlpRecording(inputs, skipped, limits);
        if (recording._unfinished.TryPeek(out _, out (long Frontier, int) first) && first.Frontier != long.MaxValue)
        {
            return recording;
        }

        RecordingFile? candidate = Array.Find(recording._files, file => file.Skipped is not null);
        throw candidate is null || recording._unfinished.Count > 0
            ? new RecordingException(name, recording._unfinished.Count > 0 ? "there is OTLP, but no metrics in it" : "no file there is a recording by its name")
            : new RecordingException(candidate.Input.Path, candidate.Skipped!);
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The recording is closed.</exception>
    public bool TryPeek(out long unixNanoseconds)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (_unfinished.TryPeek(out RecordingFile? file, out (long Frontier, int) next))
        {
            if (_writer is null)
            {
                unixNanoseconds = next.Frontier;
                return true;
            }

            if (_pending.Count > 0 && (_pending.FirstTime <= next.Frontier - _limits.ReadAhead || _pending.Count >= _limits.MaxPending))
            {
                break;
            }

            ReadLine(file, _writer);
        }

        unixNanoseconds = _pending.Count > 0 ? _pending.FirstTime : 0;
        return _pending.Count > 0;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The writer is another than before.</exception>
    /// <exception cref="ObjectDisposedException">The recording is closed.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended early. It can be taken up again.</exception>
    public void WriteUntil(ISignalWriter writer, long unixNanoseconds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _writer ??= writer;
        if (!ReferenceEquals(_writer, writer))
        {
            throw new ArgumentException("A recording is written to one writer from start to end.", nameof(writer));
        }

        while (_unfinished.TryPeek(out RecordingFile? file, out (long Frontier, int) next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // What lies before this is complete.
            long complete = next.Frontier - _limits.ReadAhead;
            if (complete > unixNanoseconds)
            {
                break;
            }

            Write(writer, complete);
            if (_pending.Count >= _limits.MaxPending)
            {
                if (_pending.FirstTime > unixNanoseconds)
                {
                    return;
                }

                WriteNext(writer);
                continue;
            }

            ReadLine(file, writer);
        }

        Write(writer, unixNanoseconds);
    }

    /// <summary>Says what was read so far, and what was not and why.</summary>
    public InputReport GetReport() => new()
    {
        Points = _files.Sum(file => file.Points),
        Series = _intake.Resolver.SeriesCount,
        Dropped = [.. Enum.GetValues<DropReason>().Select(Dropped).OfType<DroppedInput>()],
        Files = [.. _files.Select(file => new InputFile(file.Input.Path, file.Length, file.Lines, file.Points, file.Skipped)), .. _skipped],
    };

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (RecordingFile file in _files)
        {
            file.Dispose();
        }
    }

    private void ReadLine(RecordingFile file, ISignalWriter writer)
    {
        if (_intake.IsFull || file.HasTooManyClocks)
        {
            foreach (RecordingFile other in _files)
            {
                _intake.Finish(other);
            }

            _intake.Forget();
        }

        long consumed = file.Consumed;
        LineStatus status = file.Read(out ReadOnlySpan<byte> line, out int number);
        switch (status)
        {
            case LineStatus.Line:
                _intake.Take(file, line, number, writer);
                break;
            case LineStatus.TooLong:
                file.Drops.Add(DropReason.LineTooLong, number);
                break;
            default:
                _intake.Finish(file);
                file.Dispose();
                _unfinished.Dequeue();
                Volatile.Write(ref _bytesRead, _bytesRead + file.Input.Length - consumed);
                return;
        }

        Volatile.Write(ref _bytesRead, _bytesRead + file.Consumed - consumed);
        _unfinished.DequeueEnqueue(file, (file.Frontier, file.Index));
    }

    private void Write(ISignalWriter writer, long unixNanoseconds)
    {
        while (_pending.Count > 0 && _pending.FirstTime <= unixNanoseconds)
        {
            WriteNext(writer);
        }
    }

    private void WriteNext(ISignalWriter writer)
    {
        PendingSample sample = _pending.Take(out SampleRun run);
        double value = sample.Value;
        switch (sample.Mode)
        {
            case SampleMode.RunningTotal:
                value = _totals.Add(sample.Series, value);
                break;
            case SampleMode.MeanOfTotals or SampleMode.IncreaseOfTotals:
                MeanOutcome mean = sample.Mode == SampleMode.MeanOfTotals
                    ? _totals.Mean(sample.Series, sample.Value, sample.Count, out value)
                    : _totals.Increase(sample.Series, sample.Value, out value);
                if (mean != MeanOutcome.Given)
                {
                    _files[run.File].Drops.Add(DropReason.CounterReset, run.Line, mean == MeanOutcome.Reset ? 1 : 0);
                    return;
                }

                break;
        }

        SampleOutcome outcome = writer.Write(sample.Series, sample.Time, value);
        if (outcome != SampleOutcome.Accepted)
        {
            _files[run.File].Drops.Add(DropReasons.Of(outcome), run.Line);
        }
    }

    private DroppedInput? Dropped(DropReason reason)
    {
        DroppedInput? dropped = null;
        foreach (RecordingFile file in _files)
        {
            if (!file.Drops.TryGet(reason, out long count, out int line, out string? detail))
            {
                continue;
            }

            string description = detail is null ? reason.Describe() : $"{reason.Describe()} ({detail})";
            dropped = dropped is null
                ? new DroppedInput(reason.Id(), count, file.Input.Path, line, description)
                : dropped with { Count = dropped.Count + count };
        }

        return dropped;
    }
}
