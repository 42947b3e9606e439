namespace Feedline.Sources;

/// <summary>Reads a row of JSON: one object, whose fields may stand in objects inside it.</summary>
internal sealed class UsageJson
{
    private const int MaxNames = 1 << 12;
    private const int MaxDepth = 4;

    private readonly ByteInterner _names = new();
    private readonly List<UsageColumn> _columns = [];

    /// <summary>What is wrong with the line read last.</summary>
    public string Fault { get; private set; } = "";

    public bool TryRead(ReadOnlySpan<byte> line, UsageRowReader row)
    {
        var cursor = new JsonCursor(line);
        if (!cursor.TryOpen((byte)'{'))
        {
            return Fail("the line is no JSON object");
        }

        if (!TryReadObject(ref cursor, line, row, depth: 0))
        {
            return Fail($"{cursor.Error}, at byte {cursor.Position} of the line");
        }

        return cursor.Peek() == 0 && cursor.Position >= line.Length || Fail("something stands behind the object");
    }

    private bool TryReadObject(ref JsonCursor cursor, ReadOnlySpan<byte> line, UsageRowReader row, int depth)
    {
        bool first = true;
        while (cursor.NextName(ref first, out ReadOnlySpan<byte> name))
        {
            byte next = cursor.Peek();
            UsageColumn column = next is (byte)'[' or (byte)'t' or (byte)'f' ? default : Column(name);
            bool valid = true;
            if (next == '{' && depth < MaxDepth)
            {
                cursor.TryOpen((byte)'{');
                valid = TryReadObject(ref cursor, line, row, depth + 1);
            }
            else if (column.Field == UsageField.None)
            {
                valid = cursor.Skip();
            }
            else if (next == '"')
            {
                valid = cursor.String(out ReadOnlySpan<byte> raw, out bool escaped);
                if (valid && escaped)
                {
                    row.SetCopy(column, System.Text.Encoding.UTF8.GetBytes(JsonText.ToString(raw, escaped)));
                }
                else if (valid)
                {
                    row.Set(column, cursor.Position - 1 - raw.Length, raw.Length);
                }
            }
            else if (next == 'n')
            {
                valid = cursor.TryNull();
                row.Set(column, 0, 0);
            }
            else
            {
                valid = cursor.Number(out ReadOnlySpan<byte> token);
                row.Set(column, cursor.Position - token.Length, token.Length);
            }

            if (!valid)
            {
                return false;
            }
        }

        return !cursor.Failed;
    }

    private UsageColumn Column(ReadOnlySpan<byte> name)
    {
        if (_names.Count > MaxNames)
        {
            return UsageColumns.Find(name);
        }

        int id = _names.Intern(name);
        if (id == _columns.Count)
        {
            _columns.Add(UsageColumns.Find(name));
        }

        return _columns[id];
    }

    private bool Fail(string fault)
    {
        Fault = fault;
        return false;
    }
}
