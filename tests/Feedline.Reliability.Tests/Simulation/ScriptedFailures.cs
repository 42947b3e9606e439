namespace Feedline.Reliability.Tests.Simulation;

/// <summary>Failures at times that are given.</summary>
internal struct ScriptedFailures(double[] times, double[] tierShares, int[] nodesLost) : IFailureSource
{
    private int _next = -1;

    public double Next(double from)
    {
        // The one that is now is over; those that nobody saw are passed over.
        _next++;
        while (_next < times.Length && times[_next] < from)
            _next++;
        return _next < times.Length ? times[_next] : double.PositiveInfinity;
    }

    public readonly int NodesLost() => nodesLost.Length == 0 ? 1 : nodesLost[_next];

    public readonly double TierShare() => tierShares.Length == 0 ? 0 : tierShares[_next];
}
