namespace Feedline.Rules;

/// <summary>The restarts of one loss as one counter tells them, be it sooner or later than the steps do.</summary>
internal sealed class RestartCount
{
    private int _owed;

    /// <summary>Whether there is such a counter.</summary>
    public bool IsThere { get; set; }

    /// <summary>Restarts of the loss that is under way.</summary>
    public int Restarts { get; private set; }

    /// <summary>Takes in restarts that were counted just now.</summary>
    /// <returns>True when they are news: restarts that the steps told of before, and that are counted only now, are none.</returns>
    public bool Count(int restarts, bool isOpen)
    {
        if (!isOpen)
        {
            int told = Math.Min(restarts, _owed);
            _owed -= told;
            restarts -= told;
        }

        Restarts += restarts;
        return restarts > 0;
    }

    /// <summary>The loss is over.</summary>
    public void Close()
    {
        if (IsThere && Restarts == 0)
            _owed++;

        Restarts = 0;
    }
}
