namespace Feedline.Tests.Series;

/// <summary>What a piece of code allocates on this thread once it is warm.</summary>
internal static class Bytes
{
    private const int Parts = 4;

    /// <summary>
    /// Runs the code as often again as to warm it, in parts, and takes the part that allocated least: what the code allocates, it
    /// allocates in each, while what the runtime makes once, when it compiles the code anew, falls into one.
    /// </summary>
    public static long Of(int times, Action action)
    {
        for (int i = 0; i < times; i++)
            action();

        long least = long.MaxValue;
        for (int part = 0; part < Parts; part++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = part * times / Parts; i < (part + 1) * times / Parts; i++)
                action();

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
