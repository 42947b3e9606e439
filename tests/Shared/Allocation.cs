namespace Feedline.Tests.Shared;

/// <summary>Measures what an operation allocates once it is warm.</summary>
internal static class Allocation
{
    private const int Runs = 3;

    /// <summary>
    /// The least of a few runs: what the operation allocates, it allocates in each, while what the runtime makes once, when it compiles the
    /// code anew, falls into one.
    /// </summary>
    public static long Of(Action operation)
    {
        for (int i = 0; i < Runs; i++)
            operation();

        long least = long.MaxValue;
        for (int i = 0; i < Runs; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            operation();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
