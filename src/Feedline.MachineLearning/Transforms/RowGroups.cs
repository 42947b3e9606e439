using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>Tells which group a row belongs to, by the values of some columns, and keeps a state for each.</summary>
internal sealed class RowGroups<T>
    where T : class
{
    private readonly Action[] _appenders;
    private readonly Func<T> _make;
    private readonly Dictionary<string, T> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _byKey;
    private char[] _key = new char[64];
    private int _length;

    /// <param name="row">Where the values come from.</param>
    /// <param name="columns">The columns; with none all rows are one group.</param>
    /// <param name="make">Makes a group's state when it is first seen.</param>
    public RowGroups(DataViewRow row, IEnumerable<DataViewSchema.Column> columns, Func<T> make)
    {
        _appenders = [.. columns.Select(column => Appender(row, column))];
        _make = make;
        _byKey = _states.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The state of the row's group.</summary>
    public T Current()
    {
        _length = 0;
        foreach (Action append in _appenders)
            append();

        ReadOnlySpan<char> key = _key.AsSpan(0, _length);
        if (!_byKey.TryGetValue(key, out T? state))
        {
            state = _make();
            _states.Add(key.ToString(), state);
        }

        return state;
    }

    /// <exception cref="ArgumentException">A column has another type than text, a whole number, a key or a truth value.</exception>
    public static void Check(DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        if (type != typeof(ReadOnlyMemory<char>) && type != typeof(int) && type != typeof(long) && type != typeof(uint)
            && type != typeof(ulong) && type != typeof(ushort) && type != typeof(byte) && type != typeof(bool))
        {
            throw new ArgumentException($"Column '{column.Name}' holds {column.Type}: rows are grouped by text, whole numbers, keys or truth values.");
        }
    }

    private Action Appender(DataViewRow row, DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        if (type == typeof(int))
            return Number<int>(row, column);

        if (type == typeof(long))
            return Number<long>(row, column);

        if (type == typeof(uint))
            return Number<uint>(row, column);

        if (type == typeof(ulong))
            return Number<ulong>(row, column);

        if (type == typeof(ushort))
            return Number<ushort>(row, column);

        if (type == typeof(byte))
            return Number<byte>(row, column);

        return type == typeof(bool) ? Number<bool>(row, column) : Text(row, column);
    }

    private Action Text(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        return () =>
        {
            getter(ref text);

            // The length first: no two pairs of texts then look alike.
            int length = text.Length;
            Append(MemoryMarshal.Cast<int, char>(new ReadOnlySpan<int>(in length)));
            Append(text.Span);
        };
    }

    private Action Number<TNumber>(DataViewRow row, DataViewSchema.Column column)
        where TNumber : unmanaged
    {
        ValueGetter<TNumber> getter = row.GetGetter<TNumber>(column);
        return () =>
        {
            TNumber number = default;
            getter(ref number);
            long wide = 0;
            MemoryMarshal.AsBytes(new ReadOnlySpan<TNumber>(in number)).CopyTo(MemoryMarshal.AsBytes(new Span<long>(ref wide)));
            Append(MemoryMarshal.Cast<long, char>(new ReadOnlySpan<long>(in wide)));
        };
    }

    private void Append(ReadOnlySpan<char> part)
    {
        if (_key.Length - _length < part.Length)
            Array.Resize(ref _key, Math.Max(2 * _key.Length, _length + part.Length));

        part.CopyTo(_key.AsSpan(_length));
        _length += part.Length;
    }
}
