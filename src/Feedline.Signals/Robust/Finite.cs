namespace Feedline.Signals;

/// <summary>Looks for what no distance can be taken from.</summary>
internal static class Finite
{
    /// <summary>True when no value is NaN or infinite.</summary>
    public static bool All(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                return false;
        }

        return true;
    }
}
