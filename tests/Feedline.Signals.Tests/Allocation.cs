namespace Feedline.Signals.Tests;

/// <summary>Measures what an operation allocates once it is warm.</summary>
internal static class Allocation
{
    public static long Of(Action operation)
    {
        for (int i = 0; i < 3; i++)
            operation();

        long before = GC.GetAllocatedBytesForCurrentThread();
        operation();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
