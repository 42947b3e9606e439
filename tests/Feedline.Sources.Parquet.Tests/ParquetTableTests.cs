using Parquet;
using Parquet.Schema;

namespace Feedline.Sources.Parquet.Tests;

public sealed class ParquetTableTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Columns_of_any_width_are_read()
    {
        using var file = new TemporaryFile();
        await file.Write(
            new Column<int>("int", [1, 2, 3]),
            new Column<long>("long", [4, 5, 6]),
            new Column<double>("double", [7, 8, 9]),
            new Column<float>("float", [0.5f, 1.5f, 2.5f]));
        await using ParquetTable table = await ParquetTable.OpenAsync(file.Path, Token);

        Assert.Equal(["int", "long", "double", "float"], table.Columns);
        Assert.Equal((1, 3), (table.RowGroupCount, table.RowsIn(0)));
        Assert.Equal((long[])[1, 2, 3], await Integers(table, "int"));
        Assert.Equal((long[])[4, 5, 6], await Integers(table, "long"));
        Assert.Equal((long[])[7, 8, 9], await Integers(table, "double"));
        Assert.Equal((double[])[0.5, 1.5, 2.5], await Numbers(table, "float"));
        Assert.Equal((double[])[1, 2, 3], await Numbers(table, "int"));
    }

    [Fact]
    public async Task Rows_without_a_value_are_told_apart()
    {
        using var file = new TemporaryFile();
        await file.WriteNullable([1, null, 3], [null, 2.5, null], ["a", null, "a"]);
        await using ParquetTable table = await ParquetTable.OpenAsync(file.Path, Token);

        Assert.Equal((long[])[1, -7, 3], await Integers(table, "integers", -7));
        Assert.Equal((double[])[double.NaN, 2.5, double.NaN], await Numbers(table, "numbers"));
        string?[] labels = await Labels(table, "labels");
        Assert.Equal(["a", null, "a"], labels);
        Assert.Same(labels[0], labels[2]);
    }

    [Fact]
    public async Task Row_groups_are_read_one_by_one()
    {
        using var file = new TemporaryFile();
        await file.WriteGroups([1, 2], [3]);
        await using ParquetTable table = await ParquetTable.OpenAsync(file.Path, Token);

        Assert.Equal((2, 2, 1), (table.RowGroupCount, table.RowsIn(0), table.RowsIn(1)));
        Assert.Equal((long[])[3], await Integers(table, "values", group: 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Integers(table, "values", group: 2));
        Assert.Equal("destination", (await Assert.ThrowsAsync<ArgumentException>(
            async () => await table.ReadIntegersAsync(0, "values", new long[1], cancellationToken: Token))).ParamName);
    }

    [Fact]
    public async Task What_is_not_as_asked_for_is_told_with_file_and_column()
    {
        using var file = new TemporaryFile();
        await file.WriteNullable([1, null, 3], [null, 2.5, null], ["a", null, "a"]);
        await using ParquetTable table = await ParquetTable.OpenAsync(file.Path, Token);

        Assert.Equal($"{file.Path}: there is no column 'step'; the columns are integers, numbers, labels", await Refusal(() => Integers(table, "step")));
        Assert.Equal($"{file.Path}: column 'labels' holds text, not whole numbers", await Refusal(() => Integers(table, "labels")));
        Assert.Equal($"{file.Path}: column 'labels' holds text, not numbers", await Refusal(() => Numbers(table, "labels")));
        Assert.Equal($"{file.Path}: column 'numbers' holds 2.5, not a whole number that fits", await Refusal(() => Integers(table, "numbers")));
        Assert.Equal($"{file.Path}: column 'integers' holds Int32, not text", await Refusal(() => Labels(table, "integers")));
    }

    [Fact]
    public async Task What_is_no_Parquet_file_is_refused()
    {
        using var file = new TemporaryFile();
        foreach (byte[] content in (byte[][])[[], "PAR1"u8.ToArray(), "timestamp,value\n1,2\n"u8.ToArray(), new byte[1_000]])
        {
            await File.WriteAllBytesAsync(file.Path, content, Token);
            Assert.StartsWith(
                $"{file.Path}: not a Parquet file, or a truncated or damaged one: ", await Refusal(() => ParquetTable.OpenAsync(file.Path, Token)), StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<FileNotFoundException>(() => ParquetTable.OpenAsync(file.Path + ".none", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => ParquetTable.OpenAsync("", Token));
    }

    [Fact]
    public async Task Truncation_and_damage_are_refused_or_read_but_never_escape_otherwise()
    {
        using var file = new TemporaryFile();
        await file.WriteNullable([1, null, 3], [null, 2.5, null], ["a", null, "a"]);
        byte[] whole = await File.ReadAllBytesAsync(file.Path, Token);
        for (int length = 0; length < whole.Length; length += 7)
        {
            await File.WriteAllBytesAsync(file.Path, whole[..length], Token);
            await Refusal(() => ParquetTable.OpenAsync(file.Path, Token));
        }

        int refused = 0;
        var random = new Random(3);
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(file.Path, damaged, Token);
            try
            {
                await using ParquetTable table = await ParquetTable.OpenAsync(file.Path, Token);
                for (int group = 0; group < table.RowGroupCount; group++)
                {
                    await Integers(table, "integers", group: group);
                    await Numbers(table, "numbers", group);
                    await Labels(table, "labels", group);
                }
            }
            catch (InvalidDataException exception)
            {
                Assert.StartsWith(file.Path, exception.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 30, 299);
    }

    [Fact]
    public async Task A_cancelled_reading_ends()
    {
        using var file = new TemporaryFile();
        await file.WriteGroups([1, 2]);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ParquetTable.OpenAsync(file.Path, source.Token));
    }

    private static async Task<long[]> Integers(ParquetTable table, string column, long missing = -1, int group = 0)
    {
        var values = new long[table.RowsIn(group)];
        await table.ReadIntegersAsync(group, column, values, missing, Token);
        return values;
    }

    private static async Task<double[]> Numbers(ParquetTable table, string column, int group = 0)
    {
        var values = new double[table.RowsIn(group)];
        await table.ReadNumbersAsync(group, column, values, Token);
        return values;
    }

    private static async Task<string?[]> Labels(ParquetTable table, string column, int group = 0)
    {
        var values = new string?[table.RowsIn(group)];
        await table.ReadLabelsAsync(group, column, values, Token);
        return values;
    }

    private static async Task<string> Refusal<T>(Func<Task<T>> read) => (await Assert.ThrowsAsync<InvalidDataException>(read)).Message;
}
