namespace Feedline.Reliability;

/// <summary>Logarithm and exponential near their zeros, where the plain forms lose all digits.</summary>
internal static class Precise
{
    /// <summary>ln(1 + x). Kahan's correction of the rounding of 1 + x.</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>eˣ - 1, corrected alike.</summary>
    public static double ExpMinusOne(double x)
    {
        double power = Math.Exp(x);
        if (power == 1)
            return x;

        double less = power - 1;
        return less == -1 || double.IsInfinity(power) ? less : less * (x / Math.Log(power));
    }
}
