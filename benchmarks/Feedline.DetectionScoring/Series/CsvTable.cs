using System.Globalization;

namespace Feedline.DetectionScoring.Series;

/// <summary>A file of comma-separated values with a header and without quotes.</summary>
internal sealed class CsvTable
{
    private readonly string _name;
    private readonly string[] _header;
    private readonly string[][] _rows;

    private CsvTable(string name, string[] header, string[][] rows)
    {
        _name = name;
        _header = header;
        _rows = rows;
    }

    public static CsvTable Read(string file)
    {
        using var reader = new StreamReader(file);
        return Read(reader, file);
    }

    public static CsvTable Read(TextReader reader, string name)
    {
        string[] header = (reader.ReadLine() ?? throw new InvalidDataException($"{name} is empty.")).Split(',');
        List<string[]> rows = [];
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            if (cells.Length != header.Length)
                throw new InvalidDataException($"{name}, line {rows.Count + 2}: {cells.Length} cells for {header.Length} columns.");
            rows.Add(cells);
        }

        return new CsvTable(name, header, [.. rows]);
    }

    public bool Has(string column) => Array.IndexOf(_header, column) >= 0;

    public string[] Column(string column)
    {
        int index = Array.IndexOf(_header, column);
        return index < 0 ? throw new InvalidDataException($"{_name} has no column {column}.") : [.. _rows.Select(row => row[index])];
    }

    public double[] Numbers(string column) => [.. Column(column).Select((cell, i) => Number(cell, i + 2))];

    private double Number(string cell, int line) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new InvalidDataException($"{_name}, line {line}: '{cell}' is not a number.");
}
