namespace Feedline.Rules;

/// <summary>Which counters of which ports of the fabric count more while communication is slow than they did before.</summary>
/// <remarks>
/// A lossless fabric sends no TCP segment again: it pauses, marks and notifies. A counter has risen when it counted more than
/// twice what it did before in as long a time, and more than chance makes of it: four standard deviations of a Poisson number
/// and three more. Read when an episode opens and each time it is twice as long: not at each evaluation.
/// </remarks>
/// <param name="countsSegments">Whether TCP segments that are sent again count too.</param>
internal sealed class FabricPorts(bool countsSegments = false)
{
    private const double Ratio = 2;
    private const double Deviations = 4;
    private const double LeastEvents = 3;

    /// <summary>Evidence names at most so many ports.</summary>
    private const int MostPorts = 6;

    private static readonly (string Signal, string Name, string Unit)[] Counters =
    [
        (SignalNames.HardwareErrors, "errors of the link", "{error}/s"),
        (SignalNames.FabricDiscarded, "packets discarded", "{packet}/s"),
        (SignalNames.FabricOutOfSequence, "packets out of sequence", "{packet}/s"),
        (SignalNames.FabricMarked, "packets marked by congestion", "{packet}/s"),
        (SignalNames.FabricCongestion, "congestion notifications", "{packet}/s"),
        (SignalNames.FabricPause, "pause frames", "{frame}/s"),
        (SignalNames.TcpRetransmits, "TCP segments sent again", "{segment}/s"),
    ];

    private readonly List<Risen> _risen = [];
    private double _readAfter;

    /// <summary>Whether any port counts what a lossless fabric does.</summary>
    public bool IsMeasured { get; private set; }

    /// <summary>Whether any counter has risen.</summary>
    public bool HaveRisen => _risen.Count > 0;

    /// <summary>Place of the one rank whose port alone counts errors of its own link, or alone discards; -1 where there is none.</summary>
    public int FaultySlot { get; private set; } = -1;

    /// <summary>Place of the one rank whose port takes in marked packets or asks senders to slow down, which several do; -1 where there is none.</summary>
    public int CrowdedSlot { get; private set; } = -1;

    /// <summary>Begins another episode.</summary>
    public void Reset()
    {
        _readAfter = 0;
        _risen.Clear();
        FaultySlot = -1;
        CrowdedSlot = -1;
    }

    /// <summary>Reads the counters of an episode of so many seconds so far.</summary>
    public void Read(RuleContext context, JobView job, long start, double seconds)
    {
        if (seconds <= _readAfter)
            return;

        _readAfter = 2 * seconds;
        _risen.Clear();
        IsMeasured = false;
        Dictionary<int, int> ranks = RuleHelp.Slots(job);
        Dictionary<string, int> nodes = Nodes(job);
        foreach ((string signal, string name, string unit) in Counters)
        {
            if (signal == SignalNames.TcpRetransmits && !countsSegments)
                continue;

            foreach (SeriesKey series in context.Series(signal))
            {
                int slot = SlotOf(job, series, ranks, nodes);
                if (slot < 0)
                    continue;

                IsMeasured = true;
                Compare(context, series, slot, name, unit, start);
            }
        }

        _risen.Sort(static (left, right) => right.Excess.CompareTo(left.Excess));
        FaultySlot = OnlyOne(static risen => risen.Signal == SignalNames.HardwareErrors);
        if (FaultySlot < 0)
            FaultySlot = OnlyOne(static risen => risen.Signal is SignalNames.FabricDiscarded or SignalNames.FabricOutOfSequence);

        // Many to one: where the packets come in they are marked, and the notifications go out, and several senders are told.
        int crowded = OnlyOne(static risen => risen.Signal == SignalNames.FabricMarked
            || (risen.Signal == SignalNames.FabricCongestion && risen.Direction == "transmit"));
        int senders = _risen.Where(static risen => risen.Signal == SignalNames.FabricCongestion && risen.Direction == "receive")
            .Select(static risen => risen.Slot).Distinct().Count();
        CrowdedSlot = crowded >= 0 && senders >= 2 ? crowded : -1;
    }

    /// <summary>The counters that have risen, the busiest port of each counter first.</summary>
    public IEnumerable<Evidence> Evidence(JobView job) => _risen
        .DistinctBy(static risen => risen.Name)
        .Take(MostPorts)
        .Select(risen => new Evidence($"{risen.Name} at {Port(job, risen)}", risen.Observed, risen.Expected, risen.Unit));

    /// <summary>The port of a rank that has risen most; null where none has.</summary>
    public string? PortOf(int slot) => _risen.FirstOrDefault(risen => risen.Slot == slot)?.Port;

    private void Compare(RuleContext context, SeriesKey series, int slot, string name, string unit, long start)
    {
        long length = context.NowUnixNanoseconds - start;
        SampleWindow window = context.Window(series, WindowSpec.After(start - length));
        double before = 0, during = 0;
        long first = long.MaxValue;
        for (int i = 0; i < window.Count; i++)
        {
            first = Math.Min(first, window.UnixNanoseconds[i]);
            if (window.UnixNanoseconds[i] <= start)
                before += window.Values[i];
            else
                during += window.Values[i];
        }

        // What was before is scaled to as long a time, where less of it is kept.
        double secondsBefore = UnixTime.ToSeconds(start - Math.Min(first, start));
        double seconds = UnixTime.ToSeconds(length);
        double expected = secondsBefore > 0 ? before * seconds / secondsBefore : before;
        if (during <= Ratio * expected || during <= expected + (Deviations * Math.Sqrt(expected)) + LeastEvents)
            return;

        string? direction = series.TryGetDimension(DimensionKeys.NetworkDirection, out Dimension dimension) ? dimension.Text : null;
        string? port = series.TryGetDimension(DimensionKeys.NetworkInterface, out dimension) ? dimension.Text : series.Device;
        _risen.Add(new Risen(series.Signal.Name, name, unit, slot, direction, port, during / seconds, expected / seconds));
    }

    private int OnlyOne(Func<Risen, bool> isOne)
    {
        int found = -1;
        foreach (Risen risen in _risen)
        {
            if (!isOne(risen) || risen.Slot == found)
                continue;

            if (found >= 0)
                return -1;

            found = risen.Slot;
        }

        return found;
    }

    /// <summary>The place of the rank a port belongs to: by its rank, else by its node, where that has one rank; -1 where it is of none.</summary>
    private static int SlotOf(JobView job, SeriesKey series, Dictionary<int, int> ranks, Dictionary<string, int> nodes)
    {
        if (series.Job is not null && series.Job != job.Job)
            return -1;

        // Errors of a GPU are not the fabric's.
        if (series.Signal.Name == SignalNames.HardwareErrors && !series.TryGetDimension(DimensionKeys.NetworkInterface, out _))
            return -1;

        return series.Rank is { } rank ? ranks.GetValueOrDefault(rank, -1) : nodes.GetValueOrDefault(series.Node ?? "", -1);
    }

    private static Dictionary<string, int> Nodes(JobView job)
    {
        var nodes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int slot = 0; slot < job.Ranks.Length; slot++)
        {
            if (job.Ranks[slot].Node is { } node && !nodes.TryAdd(node, slot))
                nodes[node] = -1;
        }

        return nodes;
    }

    private static string Port(JobView job, Risen risen) =>
        $"rank {job.Ranks[risen.Slot].Rank}{(risen.Port is null ? "" : $", port {risen.Port}")}";

    private sealed record Risen(
        string Signal, string Name, string Unit, int Slot, string? Direction, string? Port, double Observed, double Expected)
    {
        public double Excess => Observed - Expected;
    }
}
