namespace Feedline.Sources;

/// <summary>A file of a recording and how far it has been read.</summary>
internal sealed class RecordingFile(int index, RecordingInput input, RecordingLimits limits) : IDisposable
{
    private const int MaxClocks = 1 << 16;

    private readonly Dictionary<int, ResourceClock> _clocks = [];
    private LineReader? _reader;
    private (int Resource, ResourceClock Clock)? _last;

    /// <summary>The file's place in the recording; decides between samples of the same time.</summary>
    public int Index => index;

    public RecordingInput Input => input;

    /// <summary>About where in time the file has been read to; before that, where it starts.</summary>
    public long Frontier { get; set; }

    /// <summary>Why the file is not read at all, or null.</summary>
    public string? Skipped { get; set; }

    public DropCounts Drops { get; } = new();

    public RecentLines RecentLines { get; } = new();

    public long Points { get; set; }

    public long Lines { get; private set; }

    /// <summary>Bytes of text read so far.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes of the file read so far.</summary>
    public long Consumed { get; private set; }

    public IEnumerable<ResourceClock> Clocks => _clocks.Values;

    /// <summary>Reads the next line; the file is opened for the first one, so that thousands may wait for their time.</summary>
    public LineStatus Read(out ReadOnlySpan<byte> line, out int number)
    {
        number = 0;
        if (_reader is null)
        {
            try
            {
                _reader = new LineReader(input.Open(), limits);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                line = default;
                Drops.Add(DropReason.Unreadable, 0, exception.Message);
                return LineStatus.Failed;
            }
        }

        LineStatus status = _reader.Read(out line);
        number = _reader.Line;
        Lines = number;
        Length = _reader.Length;
        Consumed = _reader.Consumed;
        if (status == LineStatus.Failed)
        {
            Drops.Add(_reader.Failure, number + 1, _reader.FailureDetail);
        }

        return status;
    }

    public ResourceClock Clock(int resource)
    {
        if (_last is { } last && last.Resource == resource)
        {
            return last.Clock;
        }

        if (!_clocks.TryGetValue(resource, out ResourceClock? clock))
        {
            clock = new ResourceClock();
            _clocks.Add(resource, clock);
        }

        _last = (resource, clock);
        return clock;
    }

    /// <summary>True when the file names more resources than any cluster has.</summary>
    public bool HasTooManyClocks => _clocks.Count > MaxClocks;

    public void ForgetClocks()
    {
        _clocks.Clear();
        _last = null;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _reader = null;
    }
}
