using Feedline.Sources;

namespace Feedline.Samples.Snippets;

/// <summary>Columns of a Parquet file, as the package's page shows them.</summary>
public static class ParquetColumns
{
    /// <summary>Prints the greatest duration of each row group.</summary>
    public static async Task PrintAsync()
    {
        #region parquet-columns
        await using ParquetTable table = await ParquetTable.OpenAsync("trace.parquet");
        for (int group = 0; group < table.RowGroupCount; group++)
        {
            var seconds = new double[table.RowsIn(group)];
            await table.ReadNumbersAsync(group, "duration", seconds);   // NaN where there is none
            Console.WriteLine(seconds.Max());
        }
        #endregion
    }
}
