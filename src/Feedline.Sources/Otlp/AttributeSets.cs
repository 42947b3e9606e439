namespace Feedline.Sources;

/// <summary>Numbers for lists of attributes, by their bytes: equal text gives the same number.</summary>
/// <remarks>
/// A list that was seen before is mostly recognised without being parsed: which list follows which repeats from point to
/// point, and JSON text that starts with a complete list starts with exactly that list.
/// </remarks>
internal sealed class AttributeSets
{
    /// <summary>Stands for "no attributes".</summary>
    public const int None = -1;

    private readonly ByteInterner _texts = new();
    private readonly List<int> _successors = [];
    private int _last = None;

    public int Count => _texts.Count;

    public int Length => _texts.Length;

    /// <summary>The list's JSON text.</summary>
    public ReadOnlySpan<byte> this[int id] => id == None ? default : _texts[id];

    /// <summary>Reads the list that the cursor stands before.</summary>
    public bool Read(ref JsonCursor cursor, out int id)
    {
        byte next = cursor.Peek();
        ReadOnlySpan<byte> rest = cursor.Rest;
        id = _last == None ? None : _successors[_last];
        if (id != None)
        {
            ReadOnlySpan<byte> expected = _texts[id];
            if (rest.StartsWith(expected))
            {
                cursor.Advance(expected.Length);
                _last = id;
                return true;
            }
        }

        id = None;
        if (next != '[')
        {
            return cursor.TryNull() || cursor.Fail("attributes are not a list");
        }

        int start = cursor.Position;
        if (!cursor.Skip())
        {
            return false;
        }

        id = _texts.Intern(rest[..(cursor.Position - start)]);
        if (id == _successors.Count)
        {
            _successors.Add(None);
        }

        if (_last != None)
        {
            _successors[_last] = id;
        }

        _last = id;
        return true;
    }

    public void Clear()
    {
        _texts.Clear();
        _successors.Clear();
        _last = None;
    }
}
