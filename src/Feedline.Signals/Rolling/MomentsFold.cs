namespace Feedline.Signals;

/// <summary>Joins moments without cancellation: Chan, Golub and LeVeque (1979); Welford's update when one side is one value.</summary>
internal readonly struct MomentsFold : IFold<Moments>
{
    public static bool IsAnchored => true;

    // 0, but NaN for what is not finite.
    public static Moments Of(double value) => new(1, value, value - value);

    public static Moments Join(Moments older, Moments newer)
    {
        double count = older.Count + newer.Count;

        // A division that depends on counts only runs beside the chain of additions.
        double share = newer.Count / count;
        double apart = newer.Mean - older.Mean;
        return new Moments(
            count,
            older.Mean + apart * share,
            older.SquaredDeviations + newer.SquaredDeviations + apart * apart * (share * older.Count));
    }
}
