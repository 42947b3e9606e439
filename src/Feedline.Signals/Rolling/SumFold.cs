namespace Feedline.Signals;

internal readonly struct SumFold : IFold<double>
{
    public static bool IsAnchored => true;

    public static double Of(double value) => value;

    public static double Join(double older, double newer) => older + newer;
}
