namespace Feedline.Reliability.Tests.Storage;

/// <summary>A burst operation by operation: writers and readers that wait for each of theirs, one first-come tier.</summary>
internal static class WriterQueue
{
    /// <summary>When the last writer's last operation is done, in seconds.</summary>
    /// <param name="burst">The writers and the tier; its reads are not looked at.</param>
    /// <param name="readers">How many read beside them, one operation after another by links like the writers'.</param>
    /// <param name="spread">Writers of a group begin within it, in seconds, by chance.</param>
    /// <param name="seed">Of the chance.</param>
    public static double WriteSeconds(CheckpointBurst burst, int readers = 0, double spread = 0, int seed = 1)
    {
        int perWriter = (int)Math.Round(burst.CheckpointBytes / burst.Writers / burst.OperationBytes);
        double service = burst.OperationBytes / burst.TierBytesPerSecond;
        double own = burst.OperationBytes / burst.WriterBytesPerSecond + burst.OperationSeconds;
        var random = new Random(seed);
        var left = new int[burst.Writers];
        double tierFree = 0;
        double end = 0;
        for (int group = 0, first = 0; group < burst.Groups; group++)
        {
            int size = burst.Writers / burst.Groups + (group < burst.Writers % burst.Groups ? 1 : 0);
            var arrivals = new PriorityQueue<int, double>();
            for (int writer = first; writer < first + size; writer++)
            {
                left[writer] = perWriter;
                arrivals.Enqueue(writer, end + own + random.NextDouble() * spread);
            }

            for (int reader = 0; reader < readers; reader++)
                arrivals.Enqueue(-1, end + own * random.NextDouble());
            first += size;
            int unfinished = size;
            double groupEnd = end;
            while (unfinished > 0)
            {
                arrivals.TryDequeue(out int client, out double at);

                // The tier takes operations while links carry the next ones; a client's next follows its last.
                tierFree = Math.Max(tierFree, at) + service;
                double next = Math.Max(at + own, tierFree - service);
                if (client < 0)
                {
                    arrivals.Enqueue(client, next);
                    continue;
                }

                groupEnd = Math.Max(groupEnd, tierFree);
                if (--left[client] > 0)
                    arrivals.Enqueue(client, next);
                else
                    unfinished--;
            }

            end = groupEnd;
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
