using Parquet;
using Parquet.Schema;

namespace Feedline.Sources.Parquet.Tests;

/// <summary>A Parquet file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("feedline");

    public string Path => System.IO.Path.Combine(_folder.FullName, "table.parquet");

    public Task Write(params IColumn[] columns) => Write(new ParquetSchema(columns.Select(column => column.Field)), async group =>
    {
        foreach (IColumn column in columns)
            await column.WriteAsync(group);
    });

    public Task WriteNullable(int?[] integers, double?[] numbers, string?[] labels)
    {
        var first = new DataField<int?>("integers");
        var second = new DataField<double?>("numbers");
        var third = new DataField<string>("labels");
        return Write(new ParquetSchema(first, second, third), async group =>
        {
            await group.WriteAsync<int>(first, integers);
            await group.WriteAsync<double>(second, numbers);
            await group.WriteAsync(third, labels!);
        });
    }

    public Task WriteGroups(params int[][] groups)
    {
        var field = new DataField<int>("values");
        return Write(new ParquetSchema(field), [.. groups.Select<int[], Func<ParquetRowGroupWriter, Task>>(values => async group => await group.WriteAsync<int>(field, values))]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task Write(ParquetSchema schema, params Func<ParquetRowGroupWriter, Task>[] groups)
    {
        await using FileStream file = File.Create(Path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file);
        foreach (Func<ParquetRowGroupWriter, Task> write in groups)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await write(group);
        }
    }
}
