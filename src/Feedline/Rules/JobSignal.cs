namespace Feedline.Rules;

/// <summary>A signal of a job as a whole, each sample of which is looked at once.</summary>
/// <param name="signal">The signal's name.</param>
/// <param name="observe">Told the time and the value of each sample, in the order of time.</param>
internal sealed class JobSignal(string signal, Action<long, double> observe)
{
    /// <summary>
    /// The time of the last sample; <see cref="long.MinValue"/> before the first. While a sample is observed it is that of the one before.
    /// </summary>
    public long LastTime { get; private set; } = long.MinValue;

    /// <summary>Looks at what has come since the last call.</summary>
    public void Read(RuleContext context, JobView job)
    {
        foreach (SeriesKey series in context.Series(signal))
        {
            if (series.Job != job.Job)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(LastTime));
            for (int i = 0; i < window.Count; i++)
            {
                observe(window.UnixNanoseconds[i], window.Values[i]);
                LastTime = window.UnixNanoseconds[i];
            }
        }
    }
}
