namespace Feedline.Reliability;

/// <summary>The greatest value of a function over some factors of ten.</summary>
internal static class MaximumSearch
{
    private static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    /// <summary>The place of the maximum in [low, high], both above 0: a scan on a grid of ratios, then golden sections.</summary>
    public static double OnRatios(Func<double, double> function, double low, double high, int gridPoints = 200)
    {
        double from = Math.Log(low);
        double step = (Math.Log(high) - from) / gridPoints;
        int best = 0;
        double greatest = double.NegativeInfinity;
        for (int i = 0; i <= gridPoints; i++)
        {
            double value = function(Math.Exp(from + i * step));
            if (value > greatest)
                (best, greatest) = (i, value);
        }

        double place = Refine(x => function(Math.Exp(x)), from + Math.Max(0, best - 1) * step, from + Math.Min(gridPoints, best + 1) * step);
        return Math.Clamp(Math.Exp(place), low, high);
    }

    private static double Refine(Func<double, double> function, double low, double high)
    {
        double left = high - Golden * (high - low);
        double right = low + Golden * (high - low);
        double atLeft = function(left);
        double atRight = function(right);
        for (int i = 0; i < 80 && high - low > 1e-12; i++)
        {
            if (atLeft >= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - Golden * (high - low);
                atLeft = function(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + Golden * (high - low);
                atRight = function(right);
            }
        }

        return (low + high) / 2;
    }
}
