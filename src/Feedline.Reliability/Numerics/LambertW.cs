namespace Feedline.Reliability;

/// <summary>The principal branch of Lambert's W, beside its branch point.</summary>
internal static class LambertW
{
    /// <summary>1 + W₀(-e^(-1-ε)) for ε above 0.</summary>
    /// <remarks>
    /// It is the x in (0, 1) with x + ln(1 - x) = -ε. Asked this way no digits are lost for small ε, where W itself is nearly -1.
    /// </remarks>
    public static double OnePlusPrincipal(double epsilon)
    {
        // x = √(2ε) near the branch point; 1 - e^(-1-ε) far from it. Newton's steps come from above, as the function is concave.
        double x = Math.Min(Math.Sqrt(2 * epsilon), -Precise.ExpMinusOne(-1 - epsilon));
        for (int i = 0; i < 100; i++)
        {
            double step = (Excess(x) + epsilon) * (1 - x) / x;
            double next = Math.Clamp(x + step, x / 2, (1 + x) / 2);
            if (Math.Abs(next - x) <= 1e-16 * x)
                return next;

            x = next;
        }

        return x;
    }

    /// <summary>x + ln(1 - x), by its series where the two cancel.</summary>
    private static double Excess(double x)
    {
        if (x > 0.05)
            return x + Precise.LogOnePlus(-x);

        double power = x;
        double sum = 0;
        for (int n = 2; n < 20; n++)
        {
            power *= x;
            sum -= power / n;
        }

        return sum;
    }
}
