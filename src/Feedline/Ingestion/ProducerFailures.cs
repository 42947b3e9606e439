using System.Diagnostics.Metrics;

namespace Feedline;

/// <summary>What went wrong on the threads of those who measure, kept until a thread of ours can tell.</summary>
internal sealed class ProducerFailures
{
    private readonly Lock _gate = new();
    private long _count;
    private long _told;
    private string _instrument = "";
    private Exception? _last;

    public long Count => Volatile.Read(ref _count);

    public void Add(Instrument instrument, Exception exception)
    {
        lock (_gate)
        {
            _count++;
            _instrument = instrument.Name;
            _last = exception;
        }
    }

    /// <summary>One exception for all failures since the last call; null when there were none.</summary>
    public Exception? TakeNew()
    {
        if (Count == Volatile.Read(ref _told))
            return null;

        lock (_gate)
        {
            long fresh = _count - _told;
            _told = _count;
            return new InvalidOperationException($"{fresh} measurements could not be taken, the last one of {_instrument}.", _last);
        }
    }
}
