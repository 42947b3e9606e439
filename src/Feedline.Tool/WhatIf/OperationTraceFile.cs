using Feedline.Reliability;
using Feedline.Sources;

namespace Feedline.Tool.WhatIf;

/// <summary>Reads the operations of a Parquet trace.</summary>
internal static class OperationTraceFile
{
    /// <summary>Reads all operations of a file.</summary>
    /// <exception cref="InvalidDataException">It is no such trace.</exception>
    public static async Task<TraceOperation[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        ParquetTable table = await ParquetTable.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using (table.ConfigureAwait(false))
        {
            int rows = 0;
            for (int group = 0; group < table.RowGroupCount; group++)
                rows = checked(rows + table.RowsIn(group));

            if (rows == 0)
                throw new InvalidDataException($"{path}: the trace is empty");

            var operations = new TraceOperation[rows];
            var columns = new OperationColumns();
            int start = 0;
            for (int group = 0; group < table.RowGroupCount; group++)
            {
                int count = await columns.ReadAsync(table, group, cancellationToken).ConfigureAwait(false);
                columns.CopyTo(operations.AsSpan(start, count), path);
                start += count;
            }

            return operations;
        }
    }
}
