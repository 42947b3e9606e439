namespace Feedline.Sources;

/// <summary>Splits a record by RFC 4180: fields in double quotes may hold the delimiter, line ends, and quotes written twice.</summary>
internal sealed class CsvFields
{
    private readonly List<(int Start, int Length, bool HasQuotes)> _fields = [];

    public int Count => _fields.Count;

    /// <summary>Whether the record ends inside a quoted field: the next line belongs to it.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What is wrong with the record, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>A field without the quotes around it; quotes inside it still stand twice where the flag says so.</summary>
    public (int Start, int Length, bool HasQuotes) this[int index] => _fields[index];

    public void Split(ReadOnlySpan<byte> record, byte delimiter)
    {
        _fields.Clear();
        IsOpen = false;
        Fault = null;
        int position = 0;
        while (true)
        {
            if (position < record.Length && record[position] == '"')
            {
                if (!Quoted(record, ref position, delimiter))
                {
                    return;
                }
            }
            else
            {
                int length = record[position..].IndexOf(delimiter);
                length = length < 0 ? record.Length - position : length;
                _fields.Add((position, length, false));
                position += length;
            }

            if (position >= record.Length)
            {
                return;
            }

            position++; // the delimiter
        }
    }

    private bool Quoted(ReadOnlySpan<byte> record, ref int position, byte delimiter)
    {
        int start = ++position;
        bool hasQuotes = false;
        while (true)
        {
            int length = record[position..].IndexOf((byte)'"');
            if (length < 0)
            {
                IsOpen = true;
                return false;
            }

            position += length + 1;
            if (position >= record.Length || record[position] != '"')
            {
                break;
            }

            hasQuotes = true;
            position++;
        }

        _fields.Add((start, position - 1 - start, hasQuotes));
        if (position < record.Length && record[position] != delimiter)
        {
            Fault = "a quoted field goes on behind its quote";
            return false;
        }

        return true;
    }
}
