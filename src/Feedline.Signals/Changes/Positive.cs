namespace Feedline.Signals;

/// <summary>Guards of settings. Written so that NaN fails too.</summary>
internal static class Positive
{
    public static void ThrowIfNot(double value, string parameter)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(parameter, value, "The value must be finite and above 0.");
    }

    public static void ThrowIfNegative(double value, string parameter)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(parameter, value, "The value must be finite and at least 0.");
    }
}
