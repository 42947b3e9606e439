namespace Feedline.Sources;

/// <summary>A file of a usage log, CSV or JSON lines, and how far it has been read.</summary>
internal sealed class UsageFile(int index, RecordingInput input, RecordingLimits limits, UsageNames names) : IDisposable
{
    // A record with line ends in quotes, such as a prompt, may have so many lines and bytes.
    private const int MaxJoinedLines = 4096;
    private const int MaxJoinedBytes = 1 << 20;

    private readonly UsageRowReader _row = new(names);
    private readonly CsvFields _csv = new();
    private readonly UsageJson _json = new();
    private readonly List<(int Start, int Length, int Line)> _joined = [];
    private byte[] _joinedBytes = [];
    private int _joinedLength;
    private int _again;
    private LineReader? _reader;
    private UsageColumn[] _columns = [];
    private byte _delimiter;
    private bool _isJson;

    /// <summary>The file's place in the log; decides which of several is read first.</summary>
    public int Index => index;

    public RecordingInput Input => input;

    /// <summary>No row before this time is to come.</summary>
    public long Frontier { get; set; }

    /// <summary>The time of the last row that was taken; the least number before the first.</summary>
    public long LastTime { get; set; } = long.MinValue;

    /// <summary>A time in the middle of the first rows, by which the first one is judged.</summary>
    public long Anchor { get; set; }

    /// <summary>Why the file is not read at all, or null.</summary>
    public string? Skipped { get; set; }

    /// <summary>Whether it has the youngest rows first: then nothing is known before its end.</summary>
    public bool IsBackwards { get; set; }

    /// <summary>The unit of a latency whose name does not say it, in seconds.</summary>
    public double LatencyUnit { get; set; } = 1;

    /// <summary>A row that leapt far from those before it, until the next one says what that means.</summary>
    public (UsageRow Row, int Line)? Held { get; set; }

    public bool IsOpen => _reader is not null;

    /// <summary>Whether the row read last says how many tokens it took.</summary>
    public bool HasTokens => _row.Has(UsageField.InputTokens) || _row.Has(UsageField.OutputTokens) || _row.Has(UsageField.TotalTokens);

    /// <summary>How far it is read at most: a probe need not see all of what is something else.</summary>
    public long MaxRows { get; init; } = long.MaxValue;

    /// <inheritdoc cref="MaxRows"/>
    public long MaxLength { get; init; } = long.MaxValue;

    public DropCounts Drops { get; } = new();

    public long Rows { get; private set; }

    public long Lines { get; private set; }

    public long Length { get; private set; }

    public long Consumed { get; private set; }

    /// <summary>Reads on to the next row that can be used.</summary>
    /// <param name="row">The row.</param>
    /// <param name="line">The line it begins on.</param>
    /// <returns>False at the end of what can be read.</returns>
    public bool TryRead(out UsageRow row, out int line)
    {
        line = 0;
        while (Rows < MaxRows && Length < MaxLength && TryReadRecord(out ReadOnlySpan<byte> record, out line))
        {
            Rows++;
            _row.Begin();
            if (_isJson ? _json.TryRead(record, _row) : TryReadCsv(record))
            {
                if (_row.TryRead(record, out row, out DropReason reason))
                {
                    return true;
                }

                Drop(reason, line, _row.Fault);
            }
            else
            {
                Drop(DropReason.CorruptLine, line, _isJson ? _json.Fault : _csv.Fault ?? $"{_csv.Count} fields instead of {_columns.Length}");
            }
        }

        row = default;
        return false;
    }

    /// <summary>Opens the file and reads what says how its rows are written.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Open()
    {
        _reader ??= new LineReader(input.Open(), limits);
        if (_reader.IsZstandard)
        {
            return "it is compressed with Zstandard; inflate it first";
        }

        while (ReadLine(out ReadOnlySpan<byte> line, out int number))
        {
            line = line.TrimStart((byte)' ');
            if (line[0] == '#')
            {
                continue;
            }

            if (line[0] is (byte)'{' or (byte)'[')
            {
                if (line[..Math.Min(line.Length, 64)].IndexOf("\"resource"u8) >= 0)
                {
                    return "it is OTLP, and no log of requests";
                }

                _isJson = true;
                Hold(line, number);
                return null;
            }

            return ReadHeader(line);
        }

        return _reader.Length == 0 ? "it is empty" : "it holds no line with text";
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _reader = null;
    }

    private string? ReadHeader(ReadOnlySpan<byte> line)
    {
        _delimiter = Delimiter(line);
        _csv.Split(line, _delimiter);
        _columns = new UsageColumn[_csv.Count];
        for (int i = 0; i < _columns.Length; i++)
        {
            (int start, int length, _) = _csv[i];
            _columns[i] = UsageColumns.Find(line.Slice(start, length));
        }

        if (!Array.Exists(_columns, column => column.Field == UsageField.Time))
        {
            return "its header names no column for the time";
        }

        return Array.Exists(_columns, column => column.Field is UsageField.Key or UsageField.InputTokens or UsageField.OutputTokens or UsageField.TotalTokens)
            ? null
            : "its header names no column for a key or for tokens";
    }

    private static byte Delimiter(ReadOnlySpan<byte> header)
    {
        byte best = (byte)',';
        foreach (byte candidate in ";\t|"u8)
        {
            best = header.Count(candidate) > header.Count(best) ? candidate : best;
        }

        return best;
    }

    private bool TryReadCsv(ReadOnlySpan<byte> record)
    {
        if (_csv.IsOpen || _csv.Fault is not null || _csv.Count != _columns.Length)
        {
            return false;
        }

        for (int i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Field == UsageField.None)
            {
                continue;
            }

            (int start, int length, bool hasQuotes) = _csv[i];
            if (hasQuotes)
            {
                _row.SetQuoted(_columns[i], record.Slice(start, length));
            }
            else
            {
                _row.Set(_columns[i], start, length);
            }
        }

        return true;
    }

    // A CSV record may go over several lines. One whose quote never ends must not take the rest of the file with it:
    // then its first line is at fault, and those behind it are read one by one.
    private bool TryReadRecord(out ReadOnlySpan<byte> record, out int line)
    {
        if (!NextLine(out record, out line) || _isJson)
        {
            return line > 0;
        }

        _csv.Split(record, _delimiter);
        if (!_csv.IsOpen || _again < _joined.Count)
        {
            return true;
        }

        _joined.Clear();
        _joinedLength = 0;
        Hold(record, line);
        while (_csv.IsOpen && _joined.Count < MaxJoinedLines && _joinedLength < MaxJoinedBytes && ReadLine(out ReadOnlySpan<byte> next, out int number))
        {
            Hold(next, number);
            // Only a quote can end the record: a long one must not be split anew at each of its lines.
            if (next.Contains((byte)'"'))
            {
                _csv.Split(_joinedBytes.AsSpan(0, _joinedLength - 1), _delimiter);
            }
        }

        _again = _joined.Count;

        if (_csv.IsOpen)
        {
            _again = 1;
            record = _joinedBytes.AsSpan(0, _joined[0].Length);
        }
        else
        {
            record = _joinedBytes.AsSpan(0, _joinedLength - 1);
        }

        return true;
    }

    private void Hold(ReadOnlySpan<byte> line, int number)
    {
        if (_joinedBytes.Length - _joinedLength <= line.Length)
        {
            Array.Resize(ref _joinedBytes, Math.Max(_joinedBytes.Length * 2, _joinedLength + line.Length + 1));
        }

        line.CopyTo(_joinedBytes.AsSpan(_joinedLength));
        _joined.Add((_joinedLength, line.Length, number));
        _joinedLength += line.Length;
        _joinedBytes[_joinedLength++] = (byte)'\n';
    }

    private bool NextLine(out ReadOnlySpan<byte> line, out int number)
    {
        if (_again < _joined.Count)
        {
            (int start, int length, number) = _joined[_again++];
            line = _joinedBytes.AsSpan(start, length);
            return true;
        }

        return ReadLine(out line, out number);
    }

    private bool ReadLine(out ReadOnlySpan<byte> line, out int number)
    {
        while (true)
        {
            LineStatus status = _reader!.Read(out line);
            number = _reader.Line;
            Lines = number;
            Length = _reader.Length;
            Consumed = _reader.Consumed;
            if (status == LineStatus.Line)
            {
                line = line.TrimEnd((byte)'\r');
                if (!line.Trim(" \t"u8).IsEmpty)
                {
                    return true;
                }
            }
            else if (status == LineStatus.TooLong)
            {
                Drops.Add(DropReason.LineTooLong, number);
            }
            else
            {
                if (status == LineStatus.Failed)
                {
                    Drops.Add(_reader.Failure, number + 1, _reader.FailureDetail);
                }

                number = 0;
                return false;
            }
        }
    }

    private void Drop(DropReason reason, int line, string detail)
    {
        if (Drops.Has(reason))
        {
            Drops.Add(reason, line);
        }
        else
        {
            Drops.Add(reason, line, detail);
        }
    }
}
