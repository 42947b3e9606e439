using System.Runtime.InteropServices;
using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>Where the reads of an episode of slow input came from: a cache, what lies behind it, the local disk, the network.</summary>
/// <remarks>
/// Reads get slower in two ways: the storage is slower, or a cache serves fewer of them. The second shows as a smaller share of
/// fast reads where times are of two kinds, or as more bytes a read from the disk or the network. Looked at when an episode opens
/// and each time it is twice as long, and from some of the ranks where there are many: not at each evaluation.
/// </remarks>
internal sealed class ReadSources
{
    /// <summary>Of more ranks than this some are looked at.</summary>
    private const int MostSeries = 64;

    /// <summary>Reads of a rank that say something about it, before and during.</summary>
    private const int LeastReads = 8;

    /// <summary>Samples of a counter that say something about it, before and during: those at the edges belong to both.</summary>
    private const int LeastCounts = 4;

    /// <summary>A change of the share of cached reads that is worth telling, and so many standard errors of chance.</summary>
    private const double LeastDrop = 0.1;
    private const double Errors = 4;

    /// <summary>Less than this share of either kind is not told from a storage that got slower or faster as a whole.</summary>
    private const double LeastShare = 0.1;

    /// <summary>Bytes a read have grown when they are so many times as many.</summary>
    private const double Growth = 1.5;

    private readonly List<double> _logarithms = [];
    private readonly List<double[]> _before = [];
    private readonly List<double[]> _during = [];
    private double _readAfter;

    /// <summary>True when it is known which reads were cached.</summary>
    public bool AreTold { get; private set; }

    /// <summary>The reads before the episode, and in it.</summary>
    public ReadMix Before { get; private set; }

    public ReadMix During { get; private set; }

    /// <summary>Bytes that the process read from local disk, for each read of the dataset, during and before; NaN where it is not measured.</summary>
    public (double Observed, double Normal) Disk { get; private set; }

    /// <summary>Bytes that came in from the network, for each read of the dataset, likewise; with them what collectives exchange.</summary>
    public (double Observed, double Normal) Network { get; private set; }

    /// <summary>True when the reads take longer because a cache serves fewer of them.</summary>
    public bool WentCold { get; private set; }

    /// <summary>True when more comes from the network for each read, and not from the disk.</summary>
    public bool AreRemote => HasGrown(Network) && !HasGrown(Disk);

    /// <summary>Begins another episode.</summary>
    public void Reset()
    {
        _readAfter = 0;
        AreTold = WentCold = false;
        Before = During = default;
        Disk = Network = (double.NaN, double.NaN);
    }

    /// <summary>Reads what the store still has from before the episode, and the episode so far.</summary>
    /// <param name="context">The context.</param>
    /// <param name="job">The job.</param>
    /// <param name="slowRank">The one rank that reads slowly, if it is one.</param>
    /// <param name="start">When the episode began.</param>
    public void Read(RuleContext context, JobView job, int? slowRank, long start)
    {
        double seconds = UnixTime.ToSeconds(context.NowUnixNanoseconds - start);
        if (seconds <= _readAfter)
            return;

        _readAfter = 2 * seconds;
        _before.Clear();
        _during.Clear();
        _logarithms.Clear();
        int readsBefore = 0, readsDuring = 0;
        long from = long.MaxValue;
        ReadOnlySpan<SeriesKey> all = context.Series(SignalNames.StorageOperationDuration);
        int stride = slowRank is null ? 1 + (job.Ranks.Length / MostSeries) : 1;
        foreach (SeriesKey series in all)
        {
            if (!IsOf(series, job, slowRank, stride) || !Has(series, DimensionKeys.StorageLayer, "dataset"))
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(0));
            int first = FirstAfter(window.UnixNanoseconds, start);
            if (first < LeastReads || window.Count - first < LeastReads)
                continue;

            from = Math.Min(from, window.UnixNanoseconds[0]);
            readsBefore += first;
            readsDuring += window.Count - first;
            _before.Add(window.Values[..first].ToArray());
            _during.Add(window.Values[first..].ToArray());
        }

        // Once what was before is no longer kept, what was found stands.
        if (_before.Count == 0)
            return;

        Compare();
        Disk = Bytes(context, job, slowRank, stride, SignalNames.ProcessDiskIo, DimensionKeys.DiskDirection, "read", start, readsBefore, readsDuring, from);
        Network = Bytes(
            context, job, slowRank, stride, SignalNames.NetworkIo, DimensionKeys.NetworkDirection, "receive", start, readsBefore, readsDuring, from);
        WentCold |= HasGrown(Disk) || HasGrown(Network);
    }

    private void Compare()
    {
        foreach (double[] values in _before)
            AddLogarithms(values);

        foreach (double[] values in _during)
            AddLogarithms(values);

        double threshold = ReadClasses.Split(CollectionsMarshal.AsSpan(_logarithms));
        AreTold = WentCold = false;
        if (double.IsNaN(threshold))
            return;

        ReadMix before = default, during = default;
        double[] drops = new double[_before.Count];
        double[] hits = new double[_before.Count];
        double[] hitsBefore = new double[_before.Count];
        for (int i = 0; i < drops.Length; i++)
        {
            ReadMix one = ReadMix.Of(_before[i], threshold);
            ReadMix other = ReadMix.Of(_during[i], threshold);
            (before, during) = (before + one, during + other);
            (drops[i], hits[i], hitsBefore[i]) = (one.HitShare - other.HitShare, other.HitShare, one.HitShare);
        }

        // A storage that was all fast and is now all slow has two kinds of reads too, but they are no mixture.
        double hit = Median.InPlace(hits), hitBefore = Median.InPlace(hitsBefore);
        AreTold = IsMixed(hit) || IsMixed(hitBefore);
        if (!AreTold)
            return;

        (Before, During) = (before, during);
        double share = (double)(before.Cached + during.Cached) / (before.Count + during.Count);
        double error = Math.Sqrt(share * (1 - share) * ((1.0 / before.Count) + (1.0 / during.Count)));
        double drop = Median.InPlace(drops);

        // What the same storage would have cost with the new mixture, against all that reads grew by.
        double cold = before.Cold >= LeastReads ? before.ColdMean : during.ColdMean;
        double cached = before.Cached >= LeastReads ? before.CachedMean : during.CachedMean;
        double byMixture = (before.HitShare - during.HitShare) * (cold - cached);
        WentCold = drop > Math.Max(LeastDrop, Errors * error) && byMixture > 0.5 * (during.Mean - before.Mean);
    }

    private void AddLogarithms(double[] values)
    {
        foreach (double value in values)
        {
            if (value > 0)
                _logarithms.Add(Math.Log(value));
        }
    }

    private static bool IsMixed(double share) => share is >= LeastShare and <= 1 - LeastShare;

    private static (double Observed, double Normal) Bytes(
        RuleContext context, JobView job, int? slowRank, int stride, string signal, string direction, string value, long start,
        int readsBefore, int readsDuring, long from)
    {
        double before = double.NaN, during = double.NaN;
        foreach (SeriesKey series in context.Series(signal))
        {
            if (!IsOf(series, job, slowRank, stride) || !Has(series, direction, value))
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(from));
            int first = FirstAfter(window.UnixNanoseconds, start);
            if (first < LeastCounts || window.Count - first < LeastCounts)
                continue;

            before = WithoutBurst(window.Values[..first]) + (double.IsNaN(before) ? 0 : before);
            during = WithoutBurst(window.Values[first..]) + (double.IsNaN(during) ? 0 : during);
        }

        return (during / readsDuring, before / readsBefore);
    }

    private static bool HasGrown((double Observed, double Normal) bytes) => bytes.Observed > Growth * bytes.Normal;

    private static bool IsOf(SeriesKey series, JobView job, int? slowRank, int stride) =>
        RuleHelp.IsOf(series, job) && series.Rank is { } rank && (slowRank is null ? rank % stride == 0 : rank == slowRank);

    private static bool Has(SeriesKey series, string key, string value) =>
        series.TryGetDimension(key, out Dimension dimension) && dimension.Text == value;

    private static int FirstAfter(ReadOnlySpan<long> times, long start)
    {
        int first = times.BinarySearch(start);
        return first >= 0 ? first : ~first;
    }

    /// <summary>The sum; where a single sample is most of it, as when a library is loaded, without that one.</summary>
    private static double WithoutBurst(ReadOnlySpan<double> values)
    {
        double sum = RowStatistics.Sum(values);
        double greatest = RowStatistics.Greatest(values);
        return 2 * greatest > sum ? sum - greatest : sum;
    }
}
