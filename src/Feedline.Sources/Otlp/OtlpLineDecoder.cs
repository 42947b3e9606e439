using System.Text.Unicode;

namespace Feedline.Sources;

/// <summary>Takes the data points out of a line of OTLP/JSON: a request, or a list of requests.</summary>
/// <remarks>
/// Fields may stand in any order, in camel or snake case; unknown ones are skipped. What a line gave is valid until the next
/// one. A line with a fault gives nothing: half of it would leave a gap that looks like a measurement.
/// </remarks>
internal sealed partial class OtlpLineDecoder(OtlpNames names)
{
    private OtlpPoint[] _points = new OtlpPoint[256];
    private OtlpGroup[] _groups = new OtlpGroup[4];
    private int _pointCount;
    private int _groupCount;
    private bool _sawMetrics;
    private bool _sawOther;

    public ReadOnlySpan<OtlpPoint> Points => _points.AsSpan(0, _pointCount);

    public ReadOnlySpan<OtlpGroup> Groups => _groups.AsSpan(0, _groupCount);

    /// <summary>Points of the line without a value.</summary>
    public int WithoutValue { get; private set; }

    /// <summary>Points of the line without a usable time.</summary>
    public int WithoutTime { get; private set; }

    /// <summary>Points of the line whose metric has no name.</summary>
    public int WithoutName { get; private set; }

    /// <summary>What is wrong with a corrupt line.</summary>
    public string? Error { get; private set; }

    /// <summary>Where in a corrupt line the fault is, in bytes.</summary>
    public int ErrorPosition { get; private set; }

    public LineContent Decode(ReadOnlySpan<byte> line)
    {
        _pointCount = _groupCount = WithoutValue = WithoutTime = WithoutName = 0;
        _sawMetrics = _sawOther = false;
        var cursor = new JsonCursor(line);
        if (!Utf8.IsValid(line))
        {
            cursor.Fail("the text is not UTF-8");
        }
        else if (Document(ref cursor))
        {
            return _sawMetrics ? LineContent.Metrics : _sawOther ? LineContent.OtherSignal : LineContent.Foreign;
        }

        _pointCount = _groupCount = WithoutValue = WithoutTime = WithoutName = 0;
        Error = cursor.Error;
        ErrorPosition = cursor.Position;
        return LineContent.Corrupt;
    }

    private bool Document(ref JsonCursor cursor)
    {
        byte next = cursor.Peek();
        bool valid = next switch
        {
            (byte)'{' => Request(ref cursor),
            (byte)'[' => Requests(ref cursor),
            _ => cursor.Skip(),
        };
        return valid && (cursor.Peek() == 0 && cursor.Rest.IsEmpty || cursor.Fail("the line goes on after its value"));
    }

    private bool Requests(ref JsonCursor cursor)
    {
        cursor.TryOpen((byte)'[');
        bool first = true;
        while (cursor.NextItem(ref first))
        {
            if (!(cursor.Peek() == '{' ? Request(ref cursor) : cursor.Skip()))
            {
                return false;
            }
        }

        return !cursor.Failed;
    }

    private bool Request(ref JsonCursor cursor)
    {
        cursor.TryOpen((byte)'{');
        bool first = true;
        while (cursor.NextField(ref first, out OtlpField field))
        {
            _sawMetrics |= field == OtlpField.ResourceMetrics;
            _sawOther |= field == OtlpField.OtherSignal;
            if (!(field == OtlpField.ResourceMetrics ? ResourceMetricsList(ref cursor) : cursor.Skip()))
            {
                return false;
            }
        }

        return !cursor.Failed;
    }

    private bool ResourceMetricsList(ref JsonCursor cursor)
    {
        if (!TryOpenList(ref cursor))
        {
            return !cursor.Failed;
        }

        bool first = true;
        while (cursor.NextItem(ref first))
        {
            if (!ResourceMetrics(ref cursor))
            {
                return false;
            }
        }

        return !cursor.Failed;
    }

    private bool ResourceMetrics(ref JsonCursor cursor)
    {
        if (!TryOpenObject(ref cursor))
        {
            return !cursor.Failed;
        }

        int start = _pointCount;
        int resource = AttributeSets.None;
        bool first = true;
        while (cursor.NextField(ref first, out OtlpField field))
        {
            bool valid = field switch
            {
                OtlpField.Resource => Resource(ref cursor, ref resource),
                OtlpField.ScopeMetrics => ScopeMetricsList(ref cursor),
                _ => cursor.Skip(),
            };
            if (!valid)
            {
                return false;
            }
        }

        if (_pointCount > start)
        {
            if (_groupCount == _groups.Length)
            {
                Array.Resize(ref _groups, _groups.Length * 2);
            }

            _groups[_groupCount++] = new OtlpGroup(resource, start, _pointCount - start);
        }

        return !cursor.Failed;
    }

    private bool Resource(ref JsonCursor cursor, ref int resource)
    {
        if (!TryOpenObject(ref cursor))
        {
            return !cursor.Failed;
        }

        bool first = true;
        while (cursor.NextField(ref first, out OtlpField field))
        {
            if (!(field == OtlpField.Attributes ? names.Resources.Read(ref cursor, out resource) : cursor.Skip()))
            {
                return false;
            }
        }

        return !cursor.Failed;
    }

    private bool ScopeMetricsList(ref JsonCursor cursor)
    {
        if (!TryOpenList(ref cursor))
        {
            return !cursor.Failed;
        }

        bool first = true;
        while (cursor.NextItem(ref first))
        {
            if (!ScopeMetrics(ref cursor))
            {
                return false;
            }
        }

        return !cursor.Failed;
    }

    private bool ScopeMetrics(ref JsonCursor cursor)
    {
        if (!TryOpenObject(ref cursor))
        {
            return !cursor.Failed;
        }

        bool first = true;
        while (cursor.NextField(ref first, out OtlpField field))
        {
            if (!(field == OtlpField.Metrics ? MetricList(ref cursor) : cursor.Skip()))
            {
                return false;
            }
        }

        return !cursor.Failed;
    }

    // An absent list or object may be written as null.
    private static bool TryOpenList(ref JsonCursor cursor) =>
        cursor.TryOpen((byte)'[') || (!cursor.TryNull() && cursor.Fail("a list is missing"));

    private static bool TryOpenObject(ref JsonCursor cursor) =>
        cursor.TryOpen((byte)'{') || (!cursor.TryNull() && cursor.Fail("an object is missing"));
}
