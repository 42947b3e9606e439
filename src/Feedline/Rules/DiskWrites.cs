namespace Feedline.Rules;

/// <summary>Whether any rank writes to disk, lately, more than it did before a moment.</summary>
/// <param name="IsMeasured">Whether a rank tells what it writes.</param>
/// <param name="HaveRisen">Whether one writes at more than twice its former rate.</param>
internal readonly record struct DiskWrites(bool IsMeasured, bool HaveRisen)
{
    private const double Growth = 2;

    /// <summary>Reads what ranks wrote before a moment and in the second half of the time since: who stopped writing does not write.</summary>
    public static DiskWrites Since(RuleContext context, JobView job, long time)
    {
        long lately = time + ((context.NowUnixNanoseconds - time) / 2);
        bool isMeasured = false;
        foreach (SeriesKey series in context.Series(SignalNames.ProcessDiskIo))
        {
            if (!RuleHelp.IsOf(series, job) || series.Rank is null
                || !series.TryGetDimension(DimensionKeys.DiskDirection, out Dimension direction) || direction.Text != "write")
                continue;

            isMeasured = true;
            SampleWindow window = context.Window(series, WindowSpec.After(0));
            double before = 0, now = 0;
            for (int i = 0; i < window.Count; i++)
            {
                if (window.UnixNanoseconds[i] <= time)
                    before += window.Values[i];
                else if (window.UnixNanoseconds[i] > lately)
                    now += window.Values[i];
            }

            // Of a rank of which nothing is kept from before, any write is more.
            double seconds = window.IsEmpty ? 0 : UnixTime.ToSeconds(Math.Max(0, time - window.UnixNanoseconds[0]));
            double usual = seconds > 0 ? before / seconds : 0;
            if (now > Growth * usual * UnixTime.ToSeconds(context.NowUnixNanoseconds - lately))
                return new DiskWrites(true, true);
        }

        return new DiskWrites(isMeasured, false);
    }
}
