using System.IO.Compression;
using Feedline.Tool.Analysis;

namespace Feedline.Tool.Detection;

/// <summary>Reads the columns timestamp and value of a CSV file, a row at a time, as they stand.</summary>
internal sealed class SeriesFile : IDisposable
{
    private const int LongestRecord = 1 << 20;
    private readonly StreamReader _reader;
    private readonly string _name;
    private readonly CsvRecord _record = new();
    private readonly int _timestamp;
    private readonly int _value;

    /// <summary>Begins to read.</summary>
    /// <exception cref="InputException">There is no header, or a column is missing.</exception>
    public SeriesFile(Stream stream, string name)
    {
        _name = name;
        _reader = new StreamReader(stream);
        try
        {
            if (!ReadRecord())
                throw new InputException($"{name} is empty; the first line has to name the columns timestamp and value");
            _timestamp = Column("timestamp");
            _value = Column("value");
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    public ReadOnlySpan<char> Timestamp => _record[_timestamp];

    public ReadOnlySpan<char> Value => _record[_value];

    public static SeriesFile Open(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path} is a folder; detect takes one CSV file");
        if (!File.Exists(path))
            throw new InputException($"there is no file {path}");

        Stream stream = File.OpenRead(path);
        return new SeriesFile(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream, path);
    }

    /// <summary>Goes to the next row; lines without anything are no rows.</summary>
    public bool Read() => ReadRecord();

    public void Dispose() => _reader.Dispose();

    private bool ReadRecord()
    {
        string? line;
        do
        {
            line = _reader.ReadLine();
            if (line is null)
                return false;
        }
        while (string.IsNullOrWhiteSpace(line));

        while (!_record.TrySplit(line))
        {
            string? more = _reader.ReadLine();
            if (more is null || line.Length + more.Length > LongestRecord)
                throw new InputException($"{_name}: a quoted field is not closed");
            line = $"{line}\n{more}";
        }

        return true;
    }

    private int Column(string name)
    {
        for (int i = 0; i < _record.Count; i++)
        {
            if (CsvRecord.Content(_record[i]).Equals(name, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        string[] columns = [.. Enumerable.Range(0, Math.Min(_record.Count, 10)).Select(i => CsvRecord.Content(_record[i]).ToString())];
        throw new InputException($"{_name} has no column '{name}'; its first line reads: {string.Join(", ", columns)}");
    }
}
