namespace Feedline.AotSmoke;

/// <summary>Something is not as it should be; the process ends with it.</summary>
internal sealed class SmokeException(string message) : Exception(message)
{
    public static void ThrowUnless(bool condition, string message)
    {
        if (!condition)
            throw new SmokeException(message);
    }
}
