namespace Feedline.Sources;

/// <summary>Turns lines into pending samples: decodes, finds the series, follows the clocks, sorts.</summary>
internal sealed class SampleIntake(RecordingLimits limits, PendingSamples pending)
{
    private readonly OtlpNames _names = new(limits);
    private long[] _times = new long[256];
    private int[] _order = new int[256];

    public OtlpLineDecoder Decoder => field ??= new OtlpLineDecoder(_names);

    public SeriesResolver Resolver => field ??= new SeriesResolver(_names);

    /// <summary>True when what was learned about names should be forgotten: call <see cref="Forget"/> for all files.</summary>
    public bool IsFull => _names.IsFull;

    /// <summary>Takes a line of a file.</summary>
    public void Take(RecordingFile file, ReadOnlySpan<byte> line, int number, ISignalWriter writer)
    {
        if (line.Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }

        ulong hash = LineHash.Of(line);
        if (file.RecentLines.Contains(hash))
        {
            file.Drops.Add(DropReason.DuplicateLine, number);
            return;
        }

        OtlpLineDecoder decoder = Decoder;
        switch (decoder.Decode(line))
        {
            case LineContent.Corrupt:
                CountCorrupt(file, number);
                return;
            case LineContent.OtherSignal:
                file.Drops.Add(DropReason.NotMetrics, number);
                return;
            case LineContent.Foreign:
                file.Drops.Add(DropReason.NotOtlp, number);
                return;
        }

        ReadOnlySpan<OtlpPoint> points = decoder.Points;
        file.Drops.Add(DropReason.NoValue, number, decoder.WithoutValue);
        file.Drops.Add(DropReason.BadTime, number, decoder.WithoutTime);
        file.Drops.Add(DropReason.NoName, number, decoder.WithoutName);
        file.Points += points.Length + decoder.WithoutValue + decoder.WithoutTime + decoder.WithoutName;
        if (points.IsEmpty)
        {
            return;
        }

        file.RecentLines.Add(hash);
        ReadOnlySpan<OtlpGroup> groups = decoder.Groups;
        for (int i = 0; i < groups.Length; i++)
        {
            TakeGroup(file, number, i, groups[i].Resource, points.Slice(groups[i].Start, groups[i].Count), writer);
        }
    }

    /// <summary>Hands on what waits for a file's next lines: there are none.</summary>
    public void Finish(RecordingFile file)
    {
        foreach (ResourceClock clock in file.Clocks)
        {
            ReleaseHeld(file, clock);
        }

        file.ForgetClocks();
    }

    /// <summary>Forgets all names; call <see cref="Finish"/> for each file before.</summary>
    public void Forget()
    {
        _names.Clear();
        Resolver.Clear();
    }

    private void CountCorrupt(RecordingFile file, int line)
    {
        if (file.Drops.Has(DropReason.CorruptLine))
        {
            file.Drops.Add(DropReason.CorruptLine, line);
        }
        else
        {
            file.Drops.Add(DropReason.CorruptLine, line, $"{Decoder.Error}, at byte {Decoder.ErrorPosition} of the line");
        }
    }

    private void TakeGroup(RecordingFile file, int line, int group, int resource, ReadOnlySpan<OtlpPoint> points, ISignalWriter writer)
    {
        (int start, int end) = Sort(points, out long median);
        file.Drops.Add(DropReason.StrayTime, line, points.Length - (end - start));
        ReadOnlySpan<int> order = _order.AsSpan(start, end - start);
        ResourceClock clock = file.Clock(resource);
        switch (clock.Judge(_times[start], _times[end - 1], limits.MaxLeap))
        {
            case ClockVerdict.Stray:
                file.Drops.Add(DropReason.StrayTime, line, order.Length);
                return;
            case ClockVerdict.Hold:
                clock.Held = Hold(line, group, resource, points, order, writer);
                return;
            case ClockVerdict.SteppedBack:
                file.Drops.Add(DropReason.ClockSteppedBack, clock.Held!.Line, $"by about {UnixTime.ToSeconds(clock.Shift):0.###} s");
                break;
        }

        ReleaseHeld(file, clock);
        file.Frontier = median + clock.Shift;
        int head = -1;
        int last = -1;
        foreach (int index in order)
        {
            PendingSample sample = Sample(resource, points[index], writer);
            Append(ref sample, clock.Shift, ref head, ref last);
        }

        pending.AddRun(file.Index, line, group, head);
    }

    // Gives the order by time, then by place; and which part of it lies near the median.
    private (int Start, int End) Sort(ReadOnlySpan<OtlpPoint> points, out long median)
    {
        int count = points.Length;
        if (_times.Length < count)
        {
            _times = new long[Math.Max(count, _times.Length * 2)];
            _order = new int[_times.Length];
        }

        Span<long> times = _times.AsSpan(0, count);
        Span<int> order = _order.AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            times[i] = points[i].Time;
            order[i] = i;
        }

        times.Sort(order);
        for (int i = 1; i < count; i++)
        {
            int first = i - 1;
            while (i < count && times[i] == times[first])
            {
                i++;
            }

            if (i - first > 1)
            {
                order[first..i].Sort(); // the sort above is not stable
            }
        }

        median = times[count / 2];
        int start = 0;
        int end = count;
        while (median - times[start] > limits.MaxLeap)
        {
            start++;
        }

        while (times[end - 1] - median > limits.MaxLeap)
        {
            end--;
        }

        return (start, end);
    }

    private HeldGroup Hold(int line, int group, int resource, ReadOnlySpan<OtlpPoint> points, ReadOnlySpan<int> order, ISignalWriter writer)
    {
        var samples = new PendingSample[order.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = Sample(resource, points[order[i]], writer);
        }

        return new HeldGroup(line, group, samples);
    }

    private void ReleaseHeld(RecordingFile file, ResourceClock clock)
    {
        if (clock.Held is not { } held)
        {
            return;
        }

        clock.Held = null;
        int head = -1;
        int last = -1;
        foreach (ref PendingSample sample in held.Samples.AsSpan())
        {
            Append(ref sample, clock.Shift, ref head, ref last);
        }

        pending.AddRun(file.Index, held.Line, held.Group, head);
    }

    private void Append(ref PendingSample sample, long shift, ref int head, ref int last)
    {
        sample.Time += shift;
        sample.Next = -1;
        int index = pending.Add(sample);
        if (last < 0)
        {
            head = index;
        }
        else
        {
            pending.Link(last, index);
        }

        last = index;
    }

    private PendingSample Sample(int resource, in OtlpPoint point, ISignalWriter writer)
    {
        MetricReading reading = _names.Metric(point.Metric)!;
        return new PendingSample
        {
            Time = point.Time,
            Value = reading.Convert(point.Value),
            Count = point.Count,
            Series = Resolver.Resolve(writer, resource, point.Metric, point.Attributes),
            Mode = reading.Mode,
        };
    }
}
