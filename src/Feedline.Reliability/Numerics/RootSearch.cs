namespace Feedline.Reliability;

/// <summary>Roots of monotone functions, to the last digits, by bisection: slow and sure.</summary>
internal static class RootSearch
{
    /// <summary>Where a rising function passes 0. An end of the bracket when it does not change sign inside.</summary>
    public static double Rising(Func<double, double> function, double low, double high)
    {
        for (int i = 0; i < 200; i++)
        {
            double middle = low + (high - low) / 2;
            if (middle == low || middle == high)
                break;
            if (function(middle) < 0)
                low = middle;
            else
                high = middle;
        }

        return low + (high - low) / 2;
    }

    /// <summary>Where a falling function passes 0.</summary>
    public static double Falling(Func<double, double> function, double low, double high) => Rising(x => -function(x), low, high);
}
