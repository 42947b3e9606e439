namespace Feedline.Signals;

/// <summary>Arrays with one place per series, padded to whole vectors of the widest kind so that kernels need no remainder loop.</summary>
internal static class Lane
{
    private const int Widest = 8;

    public static int Padded(int lanes) => (lanes + Widest - 1) / Widest * Widest;
}
