namespace Feedline.Signals;

internal readonly struct MaximumFold : IFold<double>
{
    public static bool IsAnchored => false;

    public static double Of(double value) => value;

    public static double Join(double older, double newer) => Math.Max(older, newer);
}
