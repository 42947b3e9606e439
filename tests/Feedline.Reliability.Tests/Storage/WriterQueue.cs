namespace Feedline.Reliability.Tests.Storage;

/// <summary>A burst operation by operation: writers that wait for each of theirs, one first-come tier, reads that arrive by chance.</summary>
internal static class WriterQueue
{
    /// <summary>When the last writer's last operation is done, and the mean time of a read meanwhile, in seconds.</summary>
    public static double WriteSeconds(CheckpointBurst burst)
    {
        int perWriter = (int)Math.Round(burst.CheckpointBytes / burst.Writers / burst.OperationBytes);
        double service = burst.OperationBytes / burst.TierBytesPerSecond;
        double own = burst.OperationBytes / burst.WriterBytesPerSecond + burst.OperationSeconds;
        var arrivals = new PriorityQueue<int, double>();
        var left = new int[burst.Writers];
        double tierFree = 0;
        double end = 0;
        for (int group = 0, first = 0; group < burst.Groups; group++)
        {
            int size = burst.Writers / burst.Groups + (group < burst.Writers % burst.Groups ? 1 : 0);
            double start = end;
            for (int writer = first; writer < first + size; writer++)
            {
                left[writer] = perWriter;
                arrivals.Enqueue(writer, start + own);
            }

            first += size;
            while (arrivals.TryDequeue(out int writer, out double at))
            {
                // The tier takes operations while links carry the next ones; a writer's next follows its last.
                tierFree = Math.Max(tierFree, at) + service;
                end = Math.Max(end, Math.Max(tierFree, at));
                if (--left[writer] > 0)
                    arrivals.Enqueue(writer, Math.Max(at + own, tierFree - service));
            }
        }

        return end;
    }

    /// <summary>Steady state of writes into a buffer that drains, in small steps of time.</summary>
    public static double CycleSeconds(CheckpointBurst burst, double interval, int checkpoints)
    {
        const double Step = 0.01;
        double rate = Math.Min(burst.TierBytesPerSecond, burst.Writers * burst.WriterBytesPerSecond);
        double held = 0;
        double last = 0;
        for (int checkpoint = 0; checkpoint < checkpoints; checkpoint++)
        {
            double left = burst.CheckpointBytes;
            for (last = 0; left > 0; last += Step)
            {
                double taken = Math.Min(Math.Min(left, rate * Step), burst.BufferBytes - held + burst.DrainBytesPerSecond * Step);
                left -= taken;
                held = Math.Max(0, held + taken - burst.DrainBytesPerSecond * Step);
            }

            held = Math.Max(0, held - burst.DrainBytesPerSecond * interval);
        }

        return last;
    }
}
