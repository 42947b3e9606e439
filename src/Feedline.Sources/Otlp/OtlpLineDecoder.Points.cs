namespace Feedline.Sources;

internal sealed partial class OtlpLineDecoder
{
    private const long NoRecordedValue = 1; // a bit of a point's flags

    // The year 2116: sums of two times still fit.
    private const long LastTime = 1L << 62;

    private bool PointList(ref JsonCursor cursor, bool isDistribution)
    {
        if (!TryOpenList(ref cursor))
        {
            return !cursor.Failed;
        }

        bool first = true;
        while (cursor.NextItem(ref first))
        {
            if (!TryOpenObject(ref cursor))
            {
                if (cursor.Failed)
                {
                    return false;
                }

                continue;
            }

            if (!Point(ref cursor, isDistribution))
            {
                return false;
            }
        }

        return !cursor.Failed;
    }

    private bool Point(ref JsonCursor cursor, bool isDistribution)
    {
        var point = new OtlpPoint { Attributes = AttributeSets.None };
        bool hasValue = false;
        bool hasCount = !isDistribution;
        long flags = 0;
        bool first = true;
        while (cursor.NextField(ref first, out OtlpField field))
        {
            bool valid;
            switch (field)
            {
                case OtlpField.TimeUnixNano:
                    valid = OtlpScalar.ReadInteger(ref cursor, out point.Time, out _);
                    break;
                case OtlpField.Attributes:
                    valid = names.Attributes.Read(ref cursor, out point.Attributes);
                    break;
                case OtlpField.AsDouble or OtlpField.AsInt when !isDistribution:
                case OtlpField.Sum when isDistribution:
                    valid = OtlpScalar.ReadDouble(ref cursor, out point.Value, out hasValue);
                    break;
                case OtlpField.Count when isDistribution:
                    valid = OtlpScalar.ReadDouble(ref cursor, out point.Count, out hasCount);
                    break;
                case OtlpField.Flags:
                    valid = OtlpScalar.ReadInteger(ref cursor, out flags, out _);
                    break;
                default:
                    valid = cursor.Skip();
                    break;
            }

            if (!valid)
            {
                return false;
            }
        }

        if (cursor.Failed)
        {
            return false;
        }

        // A distribution of nothing need not say its sum.
        hasValue |= isDistribution && hasCount && point.Count == 0;
        if (!hasValue || !hasCount || (flags & NoRecordedValue) != 0)
        {
            WithoutValue++;
        }
        else if (point.Time is <= 0 or > LastTime)
        {
            WithoutTime++;
        }
        else
        {
            if (_pointCount == _points.Length)
            {
                Array.Resize(ref _points, _points.Length * 2);
            }

            _points[_pointCount++] = point;
        }

        return true;
    }
}
