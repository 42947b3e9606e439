namespace Feedline.Tests.Series;

/// <summary>What a piece of code allocates on this thread once it is warm.</summary>
internal static class Bytes
{
    public static long Of(int times, Action action)
    {
        for (int i = 0; i < times; i++)
            action();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < times; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
