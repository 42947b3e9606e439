namespace Feedline.Reliability;

/// <summary>Adds up outages node by node. Times are days from the start of the watch.</summary>
internal sealed class OutageTally
{
    private readonly double _days;

    public OutageTally(double days) => _days = days;

    public int Nodes { get; private set; }

    public double UpDays { get; private set; }

    public int Momentary { get; private set; }

    public List<Lifetime> Lifetimes { get; } = [];

    public List<Lifetime> Renewed { get; } = [];

    public List<Lifetime> Repairs { get; } = [];

    public List<NodeCount> Counts { get; } = [];

    public List<double> Starts { get; } = [];

    public void Add(string node, IEnumerable<(double Start, double End)> outages, double mergeGap)
    {
        Nodes++;
        int failures = 0;
        double up = 0;
        double since = 0;
        bool isRenewed = false;
        foreach ((double start, double end) in Merge(outages, mergeGap))
        {
            if (start >= _days)
                break;
            if (end <= 0)
                continue;

            // Out when the watch began: no failure of the watch, and the length of the repair is not known.
            if (start >= 0)
            {
                failures++;
                Starts.Add(start);
                Live(start - since, isFailure: true);
                if (end > start)
                    Repairs.Add(new Lifetime(Math.Min(end, _days) - start, end <= _days));
                else
                    Momentary++;
            }

            since = end;
            isRenewed = true;
        }

        if (since < _days)
            Live(_days - since, isFailure: false);
        UpDays += up;
        if (up > 0)
            Counts.Add(new NodeCount(node, failures, up));

        void Live(double length, bool isFailure)
        {
            up += length;
            if (length <= 0)
                return;

            Lifetimes.Add(new Lifetime(length, isFailure));
            if (isRenewed)
                Renewed.Add(new Lifetime(length, isFailure));
        }
    }

    private static IEnumerable<(double Start, double End)> Merge(IEnumerable<(double Start, double End)> outages, double gap)
    {
        (double Start, double End)? open = null;
        foreach ((double start, double end) in outages.OrderBy(outage => outage.Start))
        {
            if (open is { } last && start - last.End <= gap)
            {
                open = (last.Start, Math.Max(last.End, end));
                continue;
            }

            if (open is { } done)
                yield return done;
            open = (start, end);
        }

        if (open is { } final)
            yield return final;
    }
}
