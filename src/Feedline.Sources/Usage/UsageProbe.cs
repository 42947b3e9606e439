namespace Feedline.Sources;

/// <summary>Looks at the first rows of a file: is it a usage log, when does it begin, and in which unit are its latencies?</summary>
internal static class UsageProbe
{
    private const int ProbedRows = 64;
    private const int ProbedBytes = 4 << 20;

    // Inference takes from tenths of a second to minutes: a typical number from here on is one of milliseconds.
    private const double LeastMilliseconds = 100;

    /// <summary>Prepares the file for reading.</summary>
    /// <returns>Why it is no usage log, or null.</returns>
    public static string? Probe(UsageFile file, UsageNames names, RecordingLimits limits)
    {
        try
        {
            using Stream stream = file.Input.Open();
            if (!stream.CanSeek)
            {
                return "it is a pipe or a device; save it to a file first";
            }

            using var probe = new UsageFile(0, new RecordingInput(file.Input.Path, file.Input.Length, () => stream), limits, names) { MaxRows = 2 * ProbedRows, MaxLength = ProbedBytes };
            return probe.Open() ?? Probe(probe, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "it cannot be read: " + exception.Message;
        }
    }

    private static string? Probe(UsageFile probe, UsageFile file)
    {
        var latencies = new List<double>();
        var times = new List<long>();
        long before = 0;
        int rows = 0;
        int falls = 0;
        int rises = 0;
        while (rows < ProbedRows && probe.TryRead(out UsageRow row, out _))
        {
            if (row.Key < 0 && !probe.HasTokens)
            {
                continue;
            }

            times.Add(row.Time);
            falls += rows > 0 && row.Time < before ? 1 : 0;
            rises += rows > 0 && row.Time > before ? 1 : 0;
            before = row.Time;
            rows++;
            if (row.LatencyUnit == 0 && row.Latency > 0)
            {
                latencies.Add(row.Latency);
            }
        }

        if (rows == 0)
        {
            return "it is no usage log: " + Fault(probe);
        }

        latencies.Sort();
        file.LatencyUnit = latencies.Count > 0 && latencies[latencies.Count / 2] >= LeastMilliseconds ? 1e-3 : 1;
        file.IsBackwards = falls > 0 && rises == 0;
        times.Sort();
        file.Anchor = times[times.Count / 2];
        file.Frontier = file.IsBackwards ? long.MinValue : times[0] - UsageLog.Disorder;
        return null;
    }

    private static string Fault(UsageFile probe)
    {
        foreach (DropReason reason in Enum.GetValues<DropReason>())
        {
            if (probe.Drops.TryGet(reason, out _, out int line, out string? detail))
            {
                return $"line {line}: {detail ?? reason.Describe()}";
            }
        }

        return probe.Rows > 0 ? "its rows name neither a key nor tokens" : "it has a header but no rows";
    }
}
