namespace Feedline.MachineLearning;

/// <summary>How anomalies are told by spectral residual.</summary>
/// <param name="Threshold">The score above which a row may be an anomaly.</param>
/// <param name="BatchSize">How many rows are looked at together.</param>
/// <param name="Factor">How many units the margin is wide.</param>
internal sealed record ResidualSettings(double Threshold, int BatchSize, double Factor)
{
    /// <summary>The fewest rows that can be looked at together.</summary>
    public const int Shortest = 12;

    /// <summary>Margins of the sensitivities 94 to 100.</summary>
    private static ReadOnlySpan<double> Finest => [0.012, 0.008, 0.006075, 0.00415, 0.002225, 0.0003, 0];

    /// <summary>The width of the margin at a sensitivity of 0 to 100; linear between whole ones.</summary>
    public static double FactorOf(double sensitivity)
    {
        int below = (int)sensitivity;
        double at = AtWhole(below);
        return below == sensitivity ? at : at + ((sensitivity - below) * (AtWhole(below + 1) - at));
    }

    private static double AtWhole(int sensitivity)
    {
        if (sensitivity >= 94)
            return Finest[sensitivity - 94];

        // The last of these steps is twice as long.
        int i = sensitivity == 93 ? 99 : sensitivity + 5;
        return i switch
        {
            < 30 => (0.8 * (i - 30) * (i - 30)) + 32,
            < 50 => (-1.25 * i) + 67.5,
            < 60 => (-0.4 * i) + 25,
            < 70 => (-0.04 * i) + 3.4,
            < 80 => (-0.03 * i) + 2.7,
            < 90 => (-0.015 * i) + 1.5,
            _ => (-0.0118182 * i) + 1.2136364,
        };
    }
}
