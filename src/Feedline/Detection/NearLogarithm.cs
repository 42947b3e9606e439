namespace Feedline;

/// <summary>The logarithm of a number, and then that of another which is often near it: a few terms of a series tell by how much they differ.</summary>
internal struct NearLogarithm
{
    // The first term left out, d⁷/7, is below the rounding of a double.
    private const double Near = 0.005;

    private double _number;
    private double _logarithm;

    public double Of(double number)
    {
        _number = number;
        return _logarithm = Math.Log(number);
    }

    /// <summary>The logarithm of a number to some units of rounding, sooner where it is near that of <see cref="Of"/>.</summary>
    public readonly double OfNext(double number)
    {
        double d = (number - _number) / _number;
        return Math.Abs(d) < Near
            ? _logarithm + d * (1 - d * (1.0 / 2 - d * (1.0 / 3 - d * (1.0 / 4 - d * (1.0 / 5 - d * (1.0 / 6))))))
            : Math.Log(number);
    }
}
