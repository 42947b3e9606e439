namespace Feedline.Sources;

/// <summary>Makes rows of the values that a line gives for the fields it has.</summary>
internal sealed class UsageRowReader(UsageNames names)
{
    private static readonly int Fields = Enum.GetValues<UsageField>().Length;

    private readonly Value[] _values = new Value[Fields];
    private byte[] _scratch = new byte[1024];
    private int _scratchLength;

    /// <summary>What is wrong with the row read last.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Forgets the values of the row before.</summary>
    public void Begin()
    {
        _values.AsSpan().Clear();
        _scratchLength = 0;
    }

    /// <summary>Takes a value that stands in the line as it is.</summary>
    public void Set(UsageColumn column, int start, int length) => Set(column, start, length, inScratch: false);

    /// <summary>Takes a value of the line, its doubled quotes made one.</summary>
    public void SetQuoted(UsageColumn column, ReadOnlySpan<byte> text)
    {
        Span<byte> room = Scratch(text.Length);
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            room[length++] = text[i];
            i += text[i] == '"' ? 1 : 0;
        }

        Set(column, _scratchLength, length, inScratch: true);
        _scratchLength += length;
    }

    /// <summary>Takes a value that had to be made new.</summary>
    public void SetCopy(UsageColumn column, ReadOnlySpan<byte> text)
    {
        text.CopyTo(Scratch(text.Length));
        Set(column, _scratchLength, text.Length, inScratch: true);
        _scratchLength += text.Length;
    }

    /// <summary>Makes the row.</summary>
    /// <returns>False when it cannot be used; <see cref="Fault"/> and the reason say why.</returns>
    public bool TryRead(ReadOnlySpan<byte> line, out UsageRow row, out DropReason reason)
    {
        row = default;
        reason = DropReason.BadTime;
        if (!UsageTime.TryParse(Text(line, UsageField.Time), out row.Time))
        {
            Fault = "the time is missing or none";
            return false;
        }

        reason = DropReason.BadNumber;
        row.Key = Name(line, UsageField.Key);
        row.Model = Name(line, UsageField.Model);
        row.Owner = Name(line, UsageField.Owner);
        row.Deployment = Name(line, UsageField.Deployment);
        row.Pod = Name(line, UsageField.Pod);
        if (!Number(line, UsageField.InputTokens, out row.InputTokens) || !Number(line, UsageField.OutputTokens, out row.OutputTokens)
            || !Number(line, UsageField.TotalTokens, out double total) || !Number(line, UsageField.Latency, out row.Latency)
            || !Number(line, UsageField.TokenLimit, out row.TokenLimit) || !Number(line, UsageField.RequestLimit, out row.RequestLimit))
        {
            return false;
        }

        row.InputTokens = double.IsNaN(row.InputTokens) && double.IsNaN(row.OutputTokens) ? total : row.InputTokens;
        row.InputTokens = double.IsNaN(row.InputTokens) ? 0 : row.InputTokens;
        row.OutputTokens = double.IsNaN(row.OutputTokens) ? 0 : row.OutputTokens;
        row.LatencyUnit = _values[(int)UsageField.Latency].Column.UnitSeconds;
        row.Outcome = UsageStatus.Of(Text(line, UsageField.Status), Text(line, UsageField.Error));
        return true;
    }

    /// <summary>Whether the row has any value for a field, be it an empty one.</summary>
    public bool Has(UsageField field) => _values[(int)field].IsSet;

    private void Set(UsageColumn column, int start, int length, bool inScratch)
    {
        ref Value value = ref _values[(int)column.Field];
        // A preferred column that is empty leaves the place to the next one.
        if (!value.IsSet || value.Length == 0 || (length > 0 && column.Preference < value.Column.Preference))
        {
            value = new Value(column, start, length, inScratch, IsSet: true);
        }
    }

    private Span<byte> Scratch(int length)
    {
        if (_scratch.Length - _scratchLength < length)
        {
            Array.Resize(ref _scratch, Math.Max(_scratch.Length * 2, _scratchLength + length));
        }

        return _scratch.AsSpan(_scratchLength, length);
    }

    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> line, UsageField field)
    {
        Value value = _values[(int)field];
        return value.InScratch ? _scratch.AsSpan(value.Start, value.Length) : line.Slice(value.Start, value.Length);
    }

    private int Name(ReadOnlySpan<byte> line, UsageField field) => Has(field) ? names.Intern(Text(line, field)) : -1;

    private bool Number(ReadOnlySpan<byte> line, UsageField field, out double value)
    {
        value = double.NaN;
        ReadOnlySpan<byte> text = Text(line, field).Trim((byte)' ');
        if (text.Length <= 4 && (text.IsEmpty || text.SequenceEqual("null"u8) || text.SequenceEqual("None"u8) || text.SequenceEqual("-"u8) || text.SequenceEqual("NaN"u8)))
        {
            return true;
        }

        if (JsonNumber.Read(text, out value) == text.Length && double.IsFinite(value) && value >= 0)
        {
            return true;
        }

        Fault = $"{field} is no number from 0";
        return false;
    }

    private readonly record struct Value(UsageColumn Column, int Start, int Length, bool InScratch, bool IsSet);
}
