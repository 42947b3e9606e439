using System.Text;

namespace Feedline.Tool.Tests.Terminals;

/// <summary>Collects what one thread writes, and tells another when it has seen a text.</summary>
internal sealed class WatchedWriter(string text) : TextWriter
{
    private readonly StringBuilder _written = new();
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Seen => _seen.Task;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_written)
        {
            _written.Append(value);
            if (_written.ToString().Contains(text, StringComparison.Ordinal))
                _seen.TrySetResult();
        }
    }

    public override string ToString()
    {
        lock (_written)
            return _written.ToString();
    }
}
