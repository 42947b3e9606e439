namespace Feedline.Reliability;

/// <summary>A time to failure, or a time without one that ended for another reason.</summary>
/// <param name="Duration">How long it was watched, in any unit, above 0.</param>
/// <param name="IsFailure">True when it ended in a failure; false when it was censored: the end of the watch came first.</param>
public readonly record struct Lifetime(double Duration, bool IsFailure)
{
    internal static void ThrowIfBad(ReadOnlySpan<Lifetime> lifetimes, int failuresNeeded, string parameter)
    {
        int failures = 0;
        foreach (Lifetime lifetime in lifetimes)
        {
            Require.Positive(lifetime.Duration, parameter);
            failures += lifetime.IsFailure ? 1 : 0;
        }

        if (failures < failuresNeeded)
        {
            throw new ArgumentException(
                failuresNeeded == 1 ? "There must be at least one failure." : $"There must be at least {failuresNeeded} failures, one for each parameter.",
                parameter);
        }
    }
}
