using System.Collections.Immutable;
using Parquet;
using Parquet.Schema;

namespace Feedline.Sources;

/// <summary>A Parquet file of plain columns, read row group by row group.</summary>
/// <remarks>
/// Only the columns asked for are read, and only the row group asked for is in memory. Not thread safe: one read at a time. Columns
/// inside lists, maps and structures are not read.
/// </remarks>
public sealed class ParquetTable : IAsyncDisposable
{
    private readonly ParquetReader _reader;
    private readonly Dictionary<string, DataField> _fields;

    private ParquetTable(string path, ParquetReader reader)
    {
        Path = path;
        _reader = reader;
        DataField[] plain = [.. reader.Schema.DataFields.Where(field => field.MaxRepetitionLevel == 0 && field.Path.Length == 1)];
        Columns = [.. plain.Select(field => field.Name)];
        _fields = plain.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The names of the columns, in the file's order.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>How many row groups the file has; 0 for an empty table of some writers.</summary>
    public int RowGroupCount => _reader.RowGroupCount;

    /// <summary>Opens a file and reads its schema.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The file cannot be opened, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">It is no Parquet file, or a truncated or damaged one, or it cannot be read to its end.</exception>
    public static async Task<ParquetTable> OpenAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        cancellationToken.ThrowIfCancellationRequested();
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            ParquetReader reader = await ParquetReader.CreateAsync(
                file, new ParquetOptions { TreatByteArrayAsString = true }, leaveStreamOpen: false, cancellationToken).ConfigureAwait(false);
            return new ParquetTable(path, reader);
        }
        catch (Exception exception)
        {
            await file.DisposeAsync().ConfigureAwait(false);
            if (Damage.Is(exception))
                throw new InvalidDataException($"{path}: not a Parquet file, or a truncated or damaged one: {Damage.Describe(exception)}", exception);

            throw;
        }
    }

    /// <summary>Tells whether the file has a column.</summary>
    /// <param name="column">Its name.</param>
    public bool Has(string column) => _fields.ContainsKey(column);

    /// <summary>How many rows a row group has.</summary>
    /// <param name="rowGroup">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row group.</exception>
    /// <exception cref="InvalidDataException">Its number of rows cannot be.</exception>
    public int RowsIn(int rowGroup)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowGroup);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rowGroup, RowGroupCount);
        using ParquetRowGroupReader group = _reader.OpenRowGroupReader(rowGroup);
        return group.RowCount is >= 0 and <= int.MaxValue / 2
            ? (int)group.RowCount
            : throw new InvalidDataException($"{Path}: row group {rowGroup} is damaged: it has {group.RowCount} rows");
    }

    /// <summary>Reads a column of whole numbers, of any width; floating-point ones are taken where they are whole.</summary>
    /// <param name="rowGroup">From 0.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="destination">Receives one value a row.</param>
    /// <param name="missing">Stands for a row without a value.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row group.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is not as long as the row group.</exception>
    /// <exception cref="InvalidDataException">There is no such column, it holds something else, or it is damaged.</exception>
    public async ValueTask ReadIntegersAsync(
        int rowGroup, string column, Memory<long> destination, long missing = -1, CancellationToken cancellationToken = default)
    {
        DataField field = Find(column, rowGroup, destination.Length);
        using ParquetRowGroupReader group = _reader.OpenRowGroupReader(rowGroup);
        await Guarded(() => ColumnConversion.ReadIntegersAsync(group, field, destination, missing, cancellationToken), column).ConfigureAwait(false);
    }

    /// <summary>Reads a column of numbers, of any width.</summary>
    /// <param name="rowGroup">From 0.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="destination">Receives one value a row; NaN for a row without one.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row group.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is not as long as the row group.</exception>
    /// <exception cref="InvalidDataException">There is no such column, it holds something else, or it is damaged.</exception>
    public async ValueTask ReadNumbersAsync(int rowGroup, string column, Memory<double> destination, CancellationToken cancellationToken = default)
    {
        DataField field = Find(column, rowGroup, destination.Length);
        using ParquetRowGroupReader group = _reader.OpenRowGroupReader(rowGroup);
        await Guarded(() => ColumnConversion.ReadNumbersAsync(group, field, destination, cancellationToken), column).ConfigureAwait(false);
    }

    /// <summary>Reads a column of text that repeats: equal texts are one string.</summary>
    /// <param name="rowGroup">From 0.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="destination">Receives one text a row; null for a row without one.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row group.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is not as long as the row group.</exception>
    /// <exception cref="InvalidDataException">There is no such column, it holds something else, or it is damaged.</exception>
    public async ValueTask ReadLabelsAsync(int rowGroup, string column, Memory<string?> destination, CancellationToken cancellationToken = default)
    {
        DataField field = Find(column, rowGroup, destination.Length);
        using ParquetRowGroupReader group = _reader.OpenRowGroupReader(rowGroup);
        await Guarded(() => ColumnConversion.ReadLabelsAsync(group, field, destination, cancellationToken), column).ConfigureAwait(false);
    }

    /// <summary>Closes the file.</summary>
    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private DataField Find(string column, int rowGroup, int destination)
    {
        if (!_fields.TryGetValue(column, out DataField? field))
            throw new InvalidDataException($"{Path}: there is no column '{column}'; the columns are {string.Join(", ", Columns)}");

        int rows = RowsIn(rowGroup);
        return destination == rows ? field : throw new ArgumentException($"The row group has {rows} rows, not {destination}.", nameof(destination));
    }

    private async ValueTask Guarded(Func<ValueTask> read, string column)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (WrongTypeException exception)
        {
            throw new InvalidDataException($"{Path}: column '{column}' {exception.Message}", exception);
        }
        catch (Exception exception) when (Damage.Is(exception))
        {
            throw new InvalidDataException($"{Path}: column '{column}' is damaged: {Damage.Describe(exception)}", exception);
        }
    }
}
