using System.Buffers;
using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace Feedline.Sources;

/// <summary>Reads a column as it is stored and gives it as it was asked for.</summary>
internal static class ColumnConversion
{
    /// <summary>Without a dictionary each row is a place of its own: remembering them all would be for nothing.</summary>
    private const int MostPlaces = 4_096;

    // One type switch each, no reflection: every instance of the generic reader is seen by the compiler.
    public static ValueTask ReadIntegersAsync(
        ParquetRowGroupReader group, DataField field, Memory<long> destination, long missing, CancellationToken cancellationToken)
    {
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.SByte => Read<sbyte>(),
            TypeCode.Byte => Read<byte>(),
            TypeCode.Int16 => Read<short>(),
            TypeCode.UInt16 => Read<ushort>(),
            TypeCode.Int32 => Read<int>(),
            TypeCode.UInt32 => Read<uint>(),
            TypeCode.Int64 => Read<long>(),
            TypeCode.UInt64 => Read<ulong>(),
            TypeCode.Single => Read<float>(),
            TypeCode.Double => Read<double>(),
            _ => throw new WrongTypeException($"holds {TypeName(field)}, not whole numbers"),
        };

        ValueTask Read<T>()
            where T : struct, INumber<T> =>
            ReadAsync<T, long>(group, field, destination, missing, static value => Whole(value), cancellationToken);
    }

    public static ValueTask ReadNumbersAsync(
        ParquetRowGroupReader group, DataField field, Memory<double> destination, CancellationToken cancellationToken)
    {
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.SByte => Read<sbyte>(),
            TypeCode.Byte => Read<byte>(),
            TypeCode.Int16 => Read<short>(),
            TypeCode.UInt16 => Read<ushort>(),
            TypeCode.Int32 => Read<int>(),
            TypeCode.UInt32 => Read<uint>(),
            TypeCode.Int64 => Read<long>(),
            TypeCode.UInt64 => Read<ulong>(),
            TypeCode.Single => Read<float>(),
            TypeCode.Double => Read<double>(),
            _ => throw new WrongTypeException($"holds {TypeName(field)}, not numbers"),
        };

        ValueTask Read<T>()
            where T : struct, INumber<T> =>
            ReadAsync<T, double>(group, field, destination, double.NaN, static value => double.CreateTruncating(value), cancellationToken);
    }

    public static ValueTask ReadLabelsAsync(
        ParquetRowGroupReader group, DataField field, Memory<string?> destination, CancellationToken cancellationToken)
    {
        if (field.ClrType != typeof(string) && field.ClrType != typeof(ReadOnlyMemory<char>))
            throw new WrongTypeException($"holds {TypeName(field)}, not text");

        // A dictionary's entry is one piece of memory however often it occurs: it is compared by place first, by its letters only once.
        var byPlace = new Dictionary<ReadOnlyMemory<char>, string>();
        var byText = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> texts = byText.GetAlternateLookup<ReadOnlySpan<char>>();
        return ReadAsync<ReadOnlyMemory<char>, string?>(group, field, destination, null, Label, cancellationToken);

        string Label(ReadOnlyMemory<char> memory)
        {
            if (byPlace.TryGetValue(memory, out string? text))
                return text;

            if (!texts.TryGetValue(memory.Span, out text))
                byText.Add(text = memory.ToString());

            if (byPlace.Count < MostPlaces)
                byPlace.Add(memory, text);

            return text;
        }
    }

    private static async ValueTask ReadAsync<TStored, TGiven>(
        ParquetRowGroupReader group,
        DataField field,
        Memory<TGiven> destination,
        TGiven missing,
        Func<TStored, TGiven> convert,
        CancellationToken cancellationToken)
        where TStored : struct
    {
        int rows = destination.Length;
        TStored[] values = ArrayPool<TStored>.Shared.Rent(rows);
        int[]? levels = field.IsNullable ? ArrayPool<int>.Shared.Rent(rows) : null;
        try
        {
            await group.ReadRawAsync(field, values.AsMemory(0, rows), levels?.AsMemory(0, rows), null, cancellationToken).ConfigureAwait(false);
            Span<TGiven> given = destination.Span;
            int next = 0;
            for (int row = 0; row < rows; row++)
                given[row] = levels is null || levels[row] == field.MaxDefinitionLevel ? convert(values[next++]) : missing;
        }
        finally
        {
            ArrayPool<TStored>.Shared.Return(values, clearArray: !typeof(TStored).IsPrimitive);
            if (levels is not null)
                ArrayPool<int>.Shared.Return(levels);
        }
    }

    private static long Whole<T>(T value)
        where T : INumber<T>
    {
        if (!T.IsInteger(value) || value > T.CreateSaturating(long.MaxValue) || value < T.CreateSaturating(long.MinValue))
            throw new WrongTypeException(string.Create(CultureInfo.InvariantCulture, $"holds {value}, not a whole number that fits"));

        return long.CreateSaturating(value);
    }

    private static string TypeName(DataField field) =>
        field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>) ? "text" : field.ClrType.Name;
}
