using Microsoft.ML;

namespace Feedline.MachineLearning.Tests.Data;

/// <summary>Reads data row by row, each value as text or number.</summary>
internal static class Rows
{
    public static List<object[]> Of(IDataView data, params string[] columns)
    {
        DataViewSchema.Column[] needed = [.. columns.Select(name => data.Schema[name])];
        using DataViewRowCursor cursor = data.GetRowCursor(needed);
        return Of(cursor, needed);
    }

    public static List<object[]> Of(DataViewRowCursor cursor, DataViewSchema.Column[] needed)
    {
        Func<object>[] getters = [.. needed.Select(column => Getter(cursor, column))];
        var rows = new List<object[]>();
        while (cursor.MoveNext())
            rows.Add([.. getters.Select(getter => getter())]);

        return rows;
    }

    public static float[] Singles(IDataView data, string column) => [.. Of(data, column).Select(row => (float)row[0])];

    private static Func<object> Getter(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        if (column.Type.RawType == typeof(ReadOnlyMemory<char>))
        {
            Func<ReadOnlyMemory<char>> text = Value<ReadOnlyMemory<char>>(cursor, column);
            return () => text().ToString();
        }

        return column.Type.RawType == typeof(float) ? Boxed<float>(cursor, column)
            : column.Type.RawType == typeof(int) ? Boxed<int>(cursor, column)
            : column.Type.RawType == typeof(long) ? Boxed<long>(cursor, column)
            : column.Type.RawType == typeof(bool) ? Boxed<bool>(cursor, column)
            : column.Type.RawType == typeof(Microsoft.ML.Data.VBuffer<float>) ? Vector(cursor, column)
            : column.Type.RawType == typeof(Microsoft.ML.Data.VBuffer<double>) ? Doubles(cursor, column)
            : throw new NotSupportedException(column.Type.ToString());
    }

    private static Func<object> Doubles(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        Func<Microsoft.ML.Data.VBuffer<double>> get = Value<Microsoft.ML.Data.VBuffer<double>>(cursor, column);
        return () => get().DenseValues().ToArray();
    }

    private static Func<object> Vector(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        Func<Microsoft.ML.Data.VBuffer<float>> get = Value<Microsoft.ML.Data.VBuffer<float>>(cursor, column);
        return () => get().DenseValues().ToArray();
    }

    private static Func<object> Boxed<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        Func<T> get = Value<T>(cursor, column);
        return () => get()!;
    }

    private static Func<T> Value<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        return () =>
        {
            T value = default!;
            getter(ref value);
            return value;
        };
    }
}
