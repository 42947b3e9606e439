namespace Feedline.MachineLearning;

/// <summary>Turns scores of windows into something that begins and ends.</summary>
internal struct WindowEpisode
{
    /// <summary>Windows overlap: one number far out is in several of them. So many in a row are more than that.</summary>
    private const int OpenAfter = 3;

    /// <summary>So many quiet windows in a row end it: none of the steps that stood out is in them.</summary>
    private const int QuietWindows = 4;

    private int _anomalous;
    private int _quiet;
    private double _seconds;
    private int _steps;
    private long _candidateStart;

    public bool IsOpen { get; private set; }

    /// <summary>When the steps began that made the first window stand out, in nanoseconds since 1970.</summary>
    public long Start { get; private set; }

    /// <summary>The end of the last window that stood out, in nanoseconds since 1970.</summary>
    public long End { get; private set; }

    /// <summary>The greatest distance so far.</summary>
    public double Distance { get; private set; }

    /// <summary>The mean length of its steps.</summary>
    public readonly double MeanSeconds => _seconds / _steps;

    /// <summary>Takes in the score of the next window.</summary>
    /// <param name="score">The score; one without a judgement changes nothing.</param>
    /// <param name="start">When the steps began that the window before did not have.</param>
    /// <param name="end">When the window ended.</param>
    /// <param name="seconds">How long those steps took in all.</param>
    /// <param name="steps">How many they are.</param>
    /// <returns>True when the window is the one that stands out most so far.</returns>
    public bool Observe(in WindowScore score, long start, long end, double seconds, int steps)
    {
        if (score.Reason != UnscoredReason.None)
            return false;

        if (!score.IsAnomalous)
        {
            _anomalous = 0;
            if (IsOpen && ++_quiet >= QuietWindows)
                IsOpen = false;
            return false;
        }

        if (_anomalous++ == 0 && !IsOpen)
        {
            _candidateStart = start;
            (_seconds, _steps, Distance) = (0, 0, 0);
        }

        _quiet = 0;
        _seconds += seconds;
        _steps += steps;
        End = Math.Max(end, _candidateStart);
        if (!IsOpen && _anomalous >= OpenAfter)
        {
            IsOpen = true;
            Start = _candidateStart;
        }

        bool isGreatest = score.Distance > Distance;
        Distance = Math.Max(Distance, score.Distance);
        return isGreatest;
    }
}
