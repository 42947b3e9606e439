using System.Buffers.Text;
using System.Text;

namespace Feedline.Sources.Tests;

/// <summary>A recording of any length that is made while it is read: one line with its times moved on, again and again.</summary>
internal sealed class GeneratedStream : Stream
{
    private readonly byte[] _line;
    private readonly int[] _times;
    private readonly long _length;
    private long _position;
    private int _offset;

    /// <summary>Repeats a line up to a length; all its times are those of <see cref="Otlp.Start"/>.</summary>
    public GeneratedStream(string line, long length)
    {
        _line = Encoding.UTF8.GetBytes(line + "\n");
        _length = length / _line.Length * _line.Length;
        byte[] time = Encoding.UTF8.GetBytes($"{Otlp.Start}");
        var times = new List<int>();
        for (int at = 0; ;)
        {
            int next = _line.AsSpan(at).IndexOf(time);
            if (next < 0)
            {
                break;
            }

            times.Add(at + next);
            at += next + time.Length;
        }

        _times = [.. times];
    }

    public int PointsPerLine => _times.Length;

    public int LineLength => _line.Length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set
        {
            Assert.Equal(0, value);
            _position = _offset = 0;
            StampLine(0);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        int written = 0;
        while (written < buffer.Length && _position < _length)
        {
            if (_offset == _line.Length)
            {
                _offset = 0;
                StampLine(_position / _line.Length);
            }

            int count = Math.Min(buffer.Length - written, _line.Length - _offset);
            _line.AsSpan(_offset, count).CopyTo(buffer[written..]);
            _offset += count;
            _position += count;
            written += count;
        }

        return written;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // One second a line; the points of a line are spread over it, metric by metric.
    private void StampLine(long line)
    {
        for (int i = 0; i < _times.Length; i++)
        {
            long time = Otlp.Start + (line * Otlp.Second) + (i * 7919L % 997 * 1_000_000);
            Utf8Formatter.TryFormat(time, _line.AsSpan(_times[i]), out _);
        }
    }
}
