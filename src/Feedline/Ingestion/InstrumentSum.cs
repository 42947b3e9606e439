namespace Feedline;

/// <summary>The running sum of one series, whichever instruments add to it.</summary>
internal sealed class InstrumentSum(SignalKind kind)
{
    private readonly Lock _gate = new();
    // A counter takes its first total as a base only: without a zero before it, the first increase would be lost.
    private bool _needsBase = kind == SignalKind.Counter;
    private double _sum;

    /// <summary>Adds an amount and writes the new sum, in one step so that sums arrive in their order.</summary>
    public SampleOutcome Add(FeedSeries series, double amount, ISignalWriter writer)
    {
        lock (_gate)
        {
            if (_needsBase)
            {
                _needsBase = false;
                writer.Write(series.Handle, 0);
            }

            _sum += amount;
            series.Contributed += amount;
            return writer.Write(series.Handle, _sum);
        }
    }

    /// <summary>Takes back what an instrument added that is no more.</summary>
    public void Remove(FeedSeries series)
    {
        lock (_gate)
        {
            _sum -= series.Contributed;
            series.Contributed = 0;
        }
    }
}
