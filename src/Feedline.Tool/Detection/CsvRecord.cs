namespace Feedline.Tool.Detection;

/// <summary>The fields of one record by RFC 4180, as they stand, with their quotes.</summary>
internal sealed class CsvRecord
{
    private readonly List<Range> _fields = [];
    private string _line = "";

    public int Count => _fields.Count;

    public ReadOnlySpan<char> this[int index] => index < _fields.Count ? _line.AsSpan(_fields[index]) : default;

    /// <summary>Splits a record.</summary>
    /// <returns>False when it ends inside quotes: the next line belongs to it.</returns>
    public bool TrySplit(string line)
    {
        _line = line;
        _fields.Clear();
        bool isQuoted = false;
        int start = 0;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                // Quotes mean something only from the beginning of a field; one written twice opens and closes.
                isQuoted = isQuoted ? false : i == start || line[start] == '"';
            }
            else if (line[i] == ',' && !isQuoted)
            {
                _fields.Add(start..i);
                start = i + 1;
            }
        }

        _fields.Add(start..line.Length);
        return !isQuoted;
    }

    /// <summary>What a field says, without quotes and blanks around it.</summary>
    public static ReadOnlySpan<char> Content(ReadOnlySpan<char> field)
    {
        field = field.Trim();
        return field.Length >= 2 && field[0] == '"' && field[^1] == '"' ? field[1..^1].Trim() : field;
    }
}
