namespace Feedline.Rules;

/// <summary>By how much pure communication took longer than normal in one of the last steps.</summary>
internal sealed class RecentCommunication
{
    private readonly double[] _last = new double[16];
    private readonly LearnedNormal _normal = new();
    private int _next;

    /// <summary>The most beyond normal, in seconds; 0 while it is not known.</summary>
    public double Excess => _normal.IsReady ? Math.Max(0, _last.Max() - _normal.Median) : 0;

    /// <summary>Takes in a step.</summary>
    /// <param name="pure">The least collective time over its ranks, in seconds; NaN where it is not measured.</param>
    public void Observe(double pure)
    {
        if (double.IsNaN(pure))
            return;

        _normal.Learn(pure);
        _last[_next] = pure;
        _next = (_next + 1) % _last.Length;
    }
}
