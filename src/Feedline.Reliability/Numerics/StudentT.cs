namespace Feedline.Reliability;

/// <summary>Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>The t that a value of so many degrees of freedom exceeds with half of (1 - confidence).</summary>
    public static double TwoSided(double confidence, double degrees)
    {
        double tail = (1 - confidence) / 2;
        double high = 2;
        while (UpperTail(high, degrees) > tail)
            high *= 2;
        return RootSearch.Rising(t => tail - UpperTail(t, degrees), 0, high);
    }

    /// <summary>P(T > t) = I(ν/(ν + t²); ν/2, 1/2) / 2 for t of at least 0.</summary>
    public static double UpperTail(double t, double degrees) =>
        0.5 * IncompleteBeta.Regularized(degrees / 2, 0.5, degrees / (degrees + t * t));
}
