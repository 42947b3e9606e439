namespace Feedline.Sources;

internal sealed partial class OtlpLineDecoder
{
    private const long Delta = 1;
    private const long Cumulative = 2;

    private bool MetricList(ref JsonCursor cursor)
    {
        if (!TryOpenList(ref cursor))
        {
            return !cursor.Failed;
        }

        bool first = true;
        while (cursor.NextItem(ref first))
        {
            if (!Metric(ref cursor))
            {
                return false;
            }
        }

        return !cursor.Failed;
    }

    private bool Metric(ref JsonCursor cursor)
    {
        if (!TryOpenObject(ref cursor))
        {
            return !cursor.Failed;
        }

        int start = _pointCount;
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> unit = default;
        MetricShape shape = MetricShape.Level;
        bool first = true;
        while (cursor.NextField(ref first, out OtlpField field))
        {
            bool valid = field switch
            {
                OtlpField.Name => Text(ref cursor, out name),
                OtlpField.Unit => Text(ref cursor, out unit),
                OtlpField.Gauge or OtlpField.Sum or OtlpField.Histogram or OtlpField.Summary => Data(ref cursor, field, start, ref shape),
                _ => cursor.Skip(),
            };
            if (!valid)
            {
                return false;
            }
        }

        if (_pointCount > start)
        {
            FinishMetric(start, name, unit, shape);
        }

        return !cursor.Failed;
    }

    // Only now are name, unit and temporality known, wherever they stood.
    private void FinishMetric(int start, ReadOnlySpan<byte> name, ReadOnlySpan<byte> unit, MetricShape shape)
    {
        int metric = names.Metric(name, unit, shape);
        if (names.Metric(metric) is null)
        {
            WithoutName += _pointCount - start;
            _pointCount = start;
            return;
        }

        Span<OtlpPoint> points = _points.AsSpan(start, _pointCount - start);
        if (shape == MetricShape.IntervalDistribution && names.Metric(metric)!.Signal.Kind != SignalKind.Delta)
        {
            points = points[..KeepMeans(points)];
            _pointCount = start + points.Length;
        }

        foreach (ref OtlpPoint point in points)
        {
            point.Metric = metric;
        }

        if (shape is MetricShape.TotalDistribution or MetricShape.IntervalDistribution
            && (name.SequenceEqual("gen_ai.client.operation.duration"u8) || name.SequenceEqual("gen_ai.server.request.duration"u8)))
        {
            AddRequests(start, points.Length, shape);
        }
    }

    // OpenTelemetry has no counter of inference requests: they are counted by the histogram of how long they took.
    private void AddRequests(int start, int count, MetricShape shape)
    {
        int requests = names.Metric("inference.requests"u8, "{request}"u8, shape == MetricShape.TotalDistribution ? MetricShape.Total : MetricShape.Increase);
        if (_points.Length - _pointCount < count)
        {
            Array.Resize(ref _points, Math.Max(_points.Length * 2, _pointCount + count));
        }

        for (int i = 0; i < count; i++)
        {
            OtlpPoint point = _points[start + i];
            point.Metric = requests;
            point.Value = point.Count;
            _points[_pointCount++] = point;
        }
    }

    // Nothing happened in an interval with a count of 0, so it gives no sample.
    private static int KeepMeans(Span<OtlpPoint> points)
    {
        int kept = 0;
        foreach (OtlpPoint point in points)
        {
            if (point.Count > 0)
            {
                points[kept] = point;
                points[kept++].Value = point.Value / point.Count;
            }
        }

        return kept;
    }

    private static bool Text(scoped ref JsonCursor cursor, out ReadOnlySpan<byte> raw)
    {
        raw = default;
        return cursor.Peek() == '"' ? cursor.String(out raw, out _) : cursor.Skip();
    }

    private bool Data(ref JsonCursor cursor, OtlpField kind, int start, ref MetricShape shape)
    {
        if (!TryOpenObject(ref cursor))
        {
            return !cursor.Failed;
        }

        // A metric has one kind of data; should a line give two, the last one counts, as in protobuf.
        _pointCount = start;
        long temporality = 0;
        bool monotonic = false;
        bool first = true;
        while (cursor.NextField(ref first, out OtlpField field))
        {
            bool valid = field switch
            {
                OtlpField.DataPoints => PointList(ref cursor, isDistribution: kind is OtlpField.Histogram or OtlpField.Summary),
                OtlpField.AggregationTemporality => Temporality(ref cursor, out temporality),
                OtlpField.IsMonotonic => OtlpScalar.ReadBoolean(ref cursor, out monotonic),
                _ => cursor.Skip(),
            };
            if (!valid)
            {
                return false;
            }
        }

        shape = kind switch
        {
            OtlpField.Gauge => MetricShape.Level,
            OtlpField.Summary => MetricShape.TotalDistribution,
            OtlpField.Histogram => temporality == Delta ? MetricShape.IntervalDistribution : MetricShape.TotalDistribution,
            _ => temporality == Delta ? MetricShape.Increase : monotonic ? MetricShape.Total : MetricShape.Level,
        };
        return !cursor.Failed;
    }

    // OTLP writes the number; the name is what protobuf's own JSON would write.
    private static bool Temporality(ref JsonCursor cursor, out long temporality)
    {
        if (cursor.Peek() != '"')
        {
            return OtlpScalar.ReadInteger(ref cursor, out temporality, out _);
        }

        bool valid = cursor.String(out ReadOnlySpan<byte> name, out _);
        temporality = name.SequenceEqual("AGGREGATION_TEMPORALITY_DELTA"u8) || name.SequenceEqual("1"u8) ? Delta : Cumulative;
        return valid;
    }
}
