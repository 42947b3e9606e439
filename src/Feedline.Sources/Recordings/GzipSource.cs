using System.IO.Compression;

namespace Feedline.Sources;

/// <summary>A gzip file with a small member of our own behind its end, so that a file that was cut off is told from a complete one.</summary>
/// <remarks>
/// The base library ends quietly where the bytes end. A complete file is followed by the extra member's content; in one that was
/// cut off the extra bytes are taken for more of what was cut.
/// </remarks>
internal sealed class GzipSource(Stream file) : Stream
{
    private static readonly byte[] Content = [.. "\nthe end of this gzip file\n"u8];
    private static readonly byte[] Member = MakeMember();

    private int _extra;

    /// <summary>True when the file's own bytes are used up: what was inflated since is none of its text.</summary>
    public bool IsPastEnd => _extra > 0;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether what was inflated past the end says that the file is complete.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> inflated) => !inflated.IsEmpty && Content.AsSpan().StartsWith(inflated);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = IsPastEnd ? 0 : file.Read(buffer);
        if (read == 0)
        {
            read = Math.Min(buffer.Length, Member.Length - _extra);
            Member.AsSpan(_extra, read).CopyTo(buffer);
            _extra += read;
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static byte[] MakeMember()
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest))
        {
            gzip.Write(Content);
        }

        return member.ToArray();
    }
}
