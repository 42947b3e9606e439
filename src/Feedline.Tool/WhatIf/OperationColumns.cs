using Feedline.Reliability;
using Feedline.Sources;

namespace Feedline.Tool.WhatIf;

/// <summary>The columns of one row group of a trace.</summary>
internal sealed class OperationColumns
{
    private long[] _dataParallel = [];
    private long[] _stages = [];
    private long[] _ranks = [];
    private long[] _steps = [];
    private string?[] _types = [];
    private double[] _starts = [];
    private double[] _durations = [];
    private long[] _sequences = [];
    private long[] _chunks = [];
    private long[] _globalChunks = [];
    private long[] _microBatches = [];

    /// <summary>Reads a row group.</summary>
    /// <returns>How many rows it has.</returns>
    public async Task<int> ReadAsync(ParquetTable table, int group, CancellationToken cancellationToken)
    {
        int rows = table.RowsIn(group);
        _dataParallel = new long[rows];
        await table.ReadIntegersAsync(group, "dp_rank", _dataParallel, cancellationToken: cancellationToken).ConfigureAwait(false);
        _stages = new long[rows];
        await table.ReadIntegersAsync(group, "stage", _stages, cancellationToken: cancellationToken).ConfigureAwait(false);
        _steps = new long[rows];
        await table.ReadIntegersAsync(group, "step", _steps, cancellationToken: cancellationToken).ConfigureAwait(false);
        _types = new string?[rows];
        await table.ReadLabelsAsync(group, "optype", _types, cancellationToken).ConfigureAwait(false);
        _starts = new double[rows];
        await table.ReadNumbersAsync(group, "start_ts", _starts, cancellationToken).ConfigureAwait(false);
        _durations = new double[rows];
        await table.ReadNumbersAsync(group, "duration", _durations, cancellationToken).ConfigureAwait(false);
        _sequences = new long[rows];
        await table.ReadIntegersAsync(group, "seq_id", _sequences, cancellationToken: cancellationToken).ConfigureAwait(false);

        // These say more, but a trace without model chunks or micro-batch numbers can do without.
        _ranks = await ReadOptionalAsync(table, group, "rank", cancellationToken).ConfigureAwait(false);
        _chunks = await ReadOptionalAsync(table, group, "mc", cancellationToken).ConfigureAwait(false);
        _globalChunks = await ReadOptionalAsync(table, group, "gmc", cancellationToken).ConfigureAwait(false);
        _microBatches = await ReadOptionalAsync(table, group, "mb_id", cancellationToken).ConfigureAwait(false);
        return rows;
    }

    public void CopyTo(Span<TraceOperation> operations, string path)
    {
        for (int row = 0; row < operations.Length; row++)
        {
            operations[row] = new TraceOperation(
                Number(_dataParallel[row], "dp_rank"),
                Number(_stages[row], "stage"),
                Number(_ranks[row], "rank"),
                _steps[row],
                _types[row] ?? "",
                _starts[row],
                _durations[row],
                Number(_sequences[row], "seq_id"),
                Number(_chunks[row], "mc"),
                Number(_globalChunks[row], "gmc"),
                Number(_microBatches[row], "mb_id"));
        }

        int Number(long value, string column) => value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new InvalidDataException($"{path}: column '{column}' holds {value}, which is too large");
    }

    private static async Task<long[]> ReadOptionalAsync(ParquetTable table, int group, string column, CancellationToken cancellationToken)
    {
        var values = new long[table.RowsIn(group)];
        if (table.Has(column))
            await table.ReadIntegersAsync(group, column, values, cancellationToken: cancellationToken).ConfigureAwait(false);
        else
            Array.Fill(values, -1);

        return values;
    }
}
