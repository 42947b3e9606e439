namespace Feedline.Signals;

/// <summary>exp(2πi k/n), exact at the eighths of the circle and accurate to a unit of rounding everywhere.</summary>
internal static class UnitRoot
{
    public static (double Sin, double Cos) At(long k, long n)
    {
        k %= n;
        if (k < 0)
            k += n;

        // Turn by quarters so that the angle stays within an eighth of a turn, where its rounding is least.
        long quarter = (4 * k + n / 2) / n;
        (double sin, double cos) = Math.SinCos(2 * Math.PI * ((4 * k - quarter * n) / (4.0 * n)));
        return (quarter & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }
}
