using System.IO.Compression;

namespace Feedline.Sources;

/// <summary>Gives the lines of a file, plain or gzip, as bytes; memory is bounded whatever the file holds.</summary>
internal sealed class LineReader : IDisposable
{
    private const int InitialLength = 32 << 10;
    private const int LargeLength = 1 << 20;
    private const int SmallLinesBeforeShrinking = 64;

    private readonly RecordingLimits _limits;
    private readonly Stream _source;
    private readonly GzipSource? _gzip;
    private readonly Stream _text;
    private byte[] _buffer = new byte[InitialLength];
    private int _start; // of the line that is being read
    private int _searched; // no line end before this
    private int _end;
    private int _smallLines;
    private long _skipped = -1; // length so far of a line that is too long
    private bool _ended;

    /// <summary>Reads a stream that can seek, from its start.</summary>
    public LineReader(Stream source, RecordingLimits limits)
    {
        _limits = limits;
        _source = source;
        Span<byte> magic = stackalloc byte[4];
        magic = magic[..source.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false)];
        source.Position = 0;
        IsGzip = magic.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        IsZstandard = magic.SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);
        _gzip = IsGzip ? new GzipSource(source) : null;
        _text = _gzip is null ? source : new GZipStream(_gzip, CompressionMode.Decompress);
    }

    public bool IsGzip { get; }

    public bool IsZstandard { get; }

    /// <summary>The number of the line given last, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>How many bytes of text were read, line ends included.</summary>
    public long Length { get; private set; }

    /// <summary>How many bytes of the file were read.</summary>
    public long Consumed { get; private set; }

    /// <summary>Why the file cannot be read on.</summary>
    public DropReason Failure { get; private set; }

    /// <summary>What the system said to that.</summary>
    public string FailureDetail { get; private set; } = "";

    /// <summary>Reads on to the next line that is not empty.</summary>
    /// <param name="line">The line without its end; valid until the next call.</param>
    public LineStatus Read(out ReadOnlySpan<byte> line)
    {
        line = default;
        while (true)
        {
            SkipEmptyLines();
            int length = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsSpan(_start, _searched + length - _start);
                _start = _searched = _searched + length + 1;
                return Finish(ref line);
            }

            _searched = _end;
            if (_ended)
            {
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                return line.IsEmpty && _skipped < 0 ? LineStatus.End : Finish(ref line);
            }

            if (_skipped >= 0 || _end - _start > _limits.MaxLineLength)
            {
                _skipped = Math.Max(_skipped, 0) + _end - _start;
                _start = _searched = _end = 0;
                if (_skipped > _limits.MaxSkippedLength)
                {
                    return Fail(DropReason.EndlessLine, $"no line end in {_skipped >> 20} MiB");
                }
            }

            if (!Fill())
            {
                return LineStatus.Failed;
            }
        }
    }

    public void Dispose()
    {
        _text.Dispose();
        _source.Dispose();
    }

    // At once: a few bytes of gzip give millions of them.
    private void SkipEmptyLines()
    {
        if (_searched != _start || _skipped >= 0)
        {
            return;
        }

        int next = _buffer.AsSpan(_start, _end - _start).IndexOfAnyExcept((byte)'\n');
        int count = next < 0 ? _end - _start : next;
        Line = (int)Math.Min(Line + (long)count, int.MaxValue);
        _start = _searched += count;
    }

    private LineStatus Finish(ref ReadOnlySpan<byte> line)
    {
        if (Line == 0 && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        Line += Line < int.MaxValue ? 1 : 0;
        if (_skipped < 0 && line.Length <= _limits.MaxLineLength)
        {
            return LineStatus.Line;
        }

        _skipped = -1;
        line = default;
        return LineStatus.TooLong;
    }

    private LineStatus Fail(DropReason reason, string detail)
    {
        Failure = reason;
        FailureDetail = detail;
        return LineStatus.Failed;
    }

    private bool Fill()
    {
        MakeRoom();
        try
        {
            int read = _text.Read(_buffer, _end, _buffer.Length - _end);
            if (_gzip is { IsPastEnd: true })
            {
                if (!GzipSource.IsComplete(_buffer.AsSpan(_end, read)))
                {
                    Fail(DropReason.DamagedGzip, "the file ends too early");
                    return false;
                }

                read = 0;
            }

            _ended = read == 0;
            _end += read;
            Length += read;
            Consumed = _source.Position;
        }
        catch (InvalidDataException exception)
        {
            Fail(DropReason.DamagedGzip, exception.Message);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(DropReason.Unreadable, exception.Message);
            return false;
        }

        if (IsGzip && Length > _limits.FreeInflation && Length / _limits.MaxInflationRatio > Consumed)
        {
            Fail(DropReason.GzipBomb, $"{Consumed} bytes gave {Length}");
            return false;
        }

        return true;
    }

    private void MakeRoom()
    {
        int left = _end - _start;
        if (_buffer.Length > LargeLength)
        {
            _smallLines = left < InitialLength ? _smallLines + 1 : 0;
        }

        if (_smallLines >= SmallLinesBeforeShrinking)
        {
            // One giant line must not hold its memory to the end of the file.
            byte[] small = new byte[InitialLength];
            _buffer.AsSpan(_start, left).CopyTo(small);
            _buffer = small;
            _smallLines = 0;
        }
        else if (left == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(left * 2L, Math.Max(left, _limits.MaxLineLength) + (long)InitialLength));
            return;
        }
        else
        {
            _buffer.AsSpan(_start, left).CopyTo(_buffer);
        }

        _searched -= _start;
        _start = 0;
        _end = left;
    }
}
