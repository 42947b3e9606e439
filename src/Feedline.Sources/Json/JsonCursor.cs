namespace Feedline.Sources;

/// <summary>Walks one JSON text, strictly by the grammar, without making anything of what it passes.</summary>
/// <remarks>
/// Errors are kept, not thrown: a damaged recording has many of them. After a method gives false, <see cref="Error"/> says
/// whether that was the end of what it walks or a fault in the text.
/// </remarks>
internal ref struct JsonCursor
{
    /// <summary>The deepest nesting that is skipped. OTLP itself needs about ten levels.</summary>
    public const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _json;
    private readonly bool _hasControls;

    public JsonCursor(ReadOnlySpan<byte> json)
    {
        _json = json;
        // Compact lines have no control character at all: then no string needs to be searched for them.
        _hasControls = json.ContainsAnyInRange((byte)0, (byte)0x1F);
    }

    /// <summary>Where the cursor stands, in bytes.</summary>
    public int Position { get; private set; }

    /// <summary>What is wrong with the text, or null.</summary>
    public string? Error { get; private set; }

    public readonly bool Failed => Error is not null;

    /// <summary>What is left of the text.</summary>
    public readonly ReadOnlySpan<byte> Rest => _json[Position..];

    public bool Fail(string error)
    {
        Error ??= error;
        return false;
    }

    /// <summary>Passes over bytes the caller has looked at.</summary>
    public void Advance(int count) => Position += count;

    /// <summary>Gives the next byte that is not white space, or 0 at the end of the text.</summary>
    public byte Peek()
    {
        ReadOnlySpan<byte> json = _json;
        int position = Position;
        while ((uint)position < (uint)json.Length)
        {
            byte next = json[position];
            if (next > 0x20)
            {
                Position = position;
                return next;
            }

            if (next is not (0x20 or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                break;
            }

            position++;
        }

        Position = position;
        return 0;
    }

    /// <summary>Enters an object or a list, when that is what comes next.</summary>
    public bool TryOpen(byte bracket)
    {
        if (Peek() != bracket)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Passes over null, which stands for an absent field.</summary>
    public bool TryNull() => Peek() == 'n' && Literal("null"u8);

    /// <summary>Goes to the next field of an object and to its value; false at the object's end or at a fault.</summary>
    public bool NextField(ref bool first, out OtlpField field)
    {
        field = OtlpField.Unknown;
        if (!NextMember(ref first, (byte)'}') || !String(out ReadOnlySpan<byte> name, out bool escaped) || !Colon())
        {
            return false;
        }

        field = escaped ? OtlpFields.FindEscaped(name) : OtlpFields.Find(name);
        return true;
    }

    /// <summary>Goes to the next field of an object and to its value; false at the object's end or at a fault.</summary>
    /// <param name="first">True before the first field.</param>
    /// <param name="name">The field's name as it stands in the text.</param>
    public bool NextName(ref bool first, out ReadOnlySpan<byte> name)
    {
        name = default;
        return NextMember(ref first, (byte)'}') && String(out name, out _) && Colon();
    }

    /// <summary>Goes to the next value of a list; false at the list's end or at a fault.</summary>
    public bool NextItem(ref bool first) => NextMember(ref first, (byte)']');

    /// <summary>Reads a string.</summary>
    /// <param name="raw">What stands between the quotes.</param>
    /// <param name="escaped">Whether it holds escapes, all of them valid.</param>
    public bool String(out ReadOnlySpan<byte> raw, out bool escaped)
    {
        raw = default;
        escaped = false;
        if (Peek() != '"')
        {
            return Fail("a string is missing");
        }

        ReadOnlySpan<byte> rest = _json[(Position + 1)..];
        int length = 0;
        while (true)
        {
            int next = rest[length..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return Fail("a string has no end");
            }

            length += next;
            if (rest[length] == '"')
            {
                break;
            }

            int escape = JsonText.EscapeLength(rest[length..]);
            if (escape == 0)
            {
                return Fail("a string holds an escape that is none");
            }

            escaped = true;
            length += escape;
        }

        raw = rest[..length];
        if (_hasControls && raw.ContainsAnyInRange((byte)0, (byte)0x1F))
        {
            return Fail("a string holds a control character");
        }

        Position += length + 2;
        return true;
    }

    /// <summary>Reads a number.</summary>
    public bool Number(out ReadOnlySpan<byte> token)
    {
        Peek();
        token = Rest;
        int length = JsonNumber.TokenLength(token);
        if (length == 0)
        {
            return Fail("a value is missing or is none of JSON's");
        }

        token = token[..length];
        Position += length;
        return true;
    }

    /// <summary>Passes over a value of any kind.</summary>
    public bool Skip()
    {
        ulong objects = 0; // a bit per open bracket, the innermost lowest: 1 for an object
        int depth = 0;
        while (true)
        {
            byte next = Peek();
            if (next is (byte)'{' or (byte)'[')
            {
                Position++;
                bool isObject = next == '{';
                if (Peek() == (isObject ? '}' : ']'))
                {
                    Position++;
                }
                else if (depth == MaxDepth)
                {
                    return Fail("values are nested deeper than 64 levels");
                }
                else
                {
                    objects = (objects << 1) | (isObject ? 1UL : 0);
                    depth++;
                    if (isObject && !Name())
                    {
                        return false;
                    }

                    continue;
                }
            }
            else if (!Scalar(next))
            {
                return false;
            }

            if (!CloseBrackets(ref objects, ref depth))
            {
                return false;
            }

            if (depth == 0)
            {
                return true;
            }
        }
    }

    // After a value: closes what ends here, and goes to the next value of what does not.
    private bool CloseBrackets(ref ulong objects, ref int depth)
    {
        while (depth > 0)
        {
            byte next = Peek();
            bool isObject = (objects & 1) != 0;
            if (next == ',')
            {
                Position++;
                return !isObject || Name();
            }

            if (next != (isObject ? '}' : ']'))
            {
                return Fail(next == 0 ? "the text ends too early" : "a comma or a closing bracket is missing");
            }

            Position++;
            objects >>= 1;
            depth--;
        }

        return true;
    }

    private bool Scalar(byte next) => next switch
    {
        (byte)'"' => String(out _, out _),
        (byte)'t' => Literal("true"u8),
        (byte)'f' => Literal("false"u8),
        (byte)'n' => Literal("null"u8),
        0 => Fail("the text ends too early"),
        _ => Number(out _),
    };

    private bool Name() => String(out _, out _) && Colon();

    private bool Colon()
    {
        if (Peek() != ':')
        {
            return Fail("a colon is missing");
        }

        Position++;
        return true;
    }

    private bool NextMember(ref bool first, byte end)
    {
        byte next = Peek();
        if (next == end && Error is null)
        {
            Position++;
            return false;
        }

        if (first)
        {
            first = false;
            return Error is null;
        }

        if (next != ',')
        {
            return Fail(next == 0 ? "the text ends too early" : "a comma or a closing bracket is missing");
        }

        Position++;
        return Peek() != end || Fail("a comma has nothing after it");
    }

    private bool Literal(ReadOnlySpan<byte> literal)
    {
        if (!Rest.StartsWith(literal))
        {
            return Fail("a value is missing or is none of JSON's");
        }

        Position += literal.Length;
        return true;
    }
}
