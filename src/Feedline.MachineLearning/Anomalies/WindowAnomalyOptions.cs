namespace Feedline.MachineLearning;

/// <summary>How detectors of unusual windows are trained.</summary>
public sealed class WindowAnomalyOptions
{
    /// <summary>
    /// How many directions of common variation are looked for at most, from 1; fewer for few parts or rows. Default: 16. What quiet windows do
    /// along them is usual; what is left counts as deviation.
    /// </summary>
    public int Components { get; set; } = 16;

    /// <summary>Windows that score this or more are anomalies, in (0, 1). Default: 0.99, one false alarm in about 100 quiet windows.</summary>
    public double AlarmScore { get; set; } = 0.99;

    /// <summary>How many windows a detector that trains itself begins with, from 48, the default.</summary>
    public int FirstTraining { get; set; } = 48;

    /// <summary>How many of the last quiet windows it keeps to train on, at least <see cref="FirstTraining"/>. Default: 512; 8 bytes a number.</summary>
    public int Kept { get; set; } = 512;

    /// <summary>
    /// Whether it trains on a thread of the pool, so that scoring never waits. Default: true. False trains while a window is scored: for replays,
    /// that must give the same again and again.
    /// </summary>
    public bool TrainInBackground { get; set; } = true;

    internal WindowAnomalyOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Components, 1);
        if (!(AlarmScore > 0 && AlarmScore < 1))
            throw new ArgumentOutOfRangeException(nameof(AlarmScore), AlarmScore, "The alarm score lies between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstTraining, WindowAnomalyDetector.LeastRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(Kept, FirstTraining);
        return (WindowAnomalyOptions)MemberwiseClone();
    }
}
