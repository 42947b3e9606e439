using System.Text;

namespace Feedline.Tool.Detection;

/// <summary>Writes rows in large pieces, since the console writes through; each at once where somebody waits for it at the end of a pipe.</summary>
internal sealed class RowOutput(TextWriter writer, bool isLive) : IDisposable
{
    private const int Piece = 1 << 15;
    private readonly StringBuilder _text = new(Piece + 1024);

    public StringBuilder Row => _text;

    public void EndRow()
    {
        _text.Append('\n');
        if (isLive || _text.Length >= Piece)
            Flush();
    }

    public void Dispose() => Flush();

    private void Flush()
    {
        foreach (ReadOnlyMemory<char> chunk in _text.GetChunks())
            writer.Write(chunk.Span);
        writer.Flush();
        _text.Clear();
    }
}
