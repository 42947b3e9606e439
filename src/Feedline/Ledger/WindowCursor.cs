namespace Feedline;

/// <summary>Goes through the windows of a row while its time is booked, from the earliest on.</summary>
internal struct WindowCursor
{
    private readonly WindowShares _shares;
    private int _before;
    private long _left;

    public WindowCursor(in WindowShares shares)
    {
        _shares = shares;
        _before = shares.Count;
        _left = shares.Older;
    }

    /// <summary>The window whose time is being booked, or one that is not kept any more.</summary>
    public readonly long Window => _before < _shares.Count ? _shares.LastWindow - _before : long.MinValue;

    /// <summary>Takes from the present window, going on to the next where it is used up.</summary>
    /// <returns>How much could be taken: less than asked where the window ends.</returns>
    public long Take(long nanoseconds)
    {
        while (_left <= 0 && _before > 0)
            _left = _shares[--_before];

        long taken = _before > 0 ? Math.Min(nanoseconds, _left) : nanoseconds;
        _left -= taken;
        return taken;
    }
}
