using System.Runtime.CompilerServices;

namespace Feedline.Reliability;

/// <summary>Guards of arguments. Written so that NaN fails too.</summary>
internal static class Require
{
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string parameter = "") =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(parameter, value, "The value must be finite and above 0.");

    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string parameter = "") =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(parameter, value, "The value must be finite and at least 0.");

    /// <summary>A share that may be 0 and may not be 1.</summary>
    public static double BelowOne(double value, [CallerArgumentExpression(nameof(value))] string parameter = "") =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(parameter, value, "The value must be at least 0 and below 1.");

    /// <summary>A share strictly between 0 and 1, such as a confidence.</summary>
    public static double Inside(double value, [CallerArgumentExpression(nameof(value))] string parameter = "") =>
        value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(parameter, value, "The value must be above 0 and below 1.");
}
