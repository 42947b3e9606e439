namespace Feedline.MachineLearning;

/// <summary>What a component that looks at the last rows works on.</summary>
/// <param name="Output">The column it adds.</param>
/// <param name="Input">The column it reads.</param>
/// <param name="Length">How many rows it looks at.</param>
/// <param name="Groups">The columns that tell groups of rows apart.</param>
internal sealed record WindowSettings(string Output, string Input, int Length, string[] Groups)
{
    /// <summary>So many rows at most: a damaged or careless length must not take all memory.</summary>
    public const int Longest = 1 << 20;

    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of range.</exception>
    public static WindowSettings Checked(
        string outputColumnName, string? inputColumnName, int windowLength, int shortest, string[] groupColumnNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentNullException.ThrowIfNull(groupColumnNames);
        if (windowLength < shortest || windowLength > Longest)
            throw new ArgumentOutOfRangeException(nameof(windowLength), windowLength, $"A window has {shortest} to {Longest} rows.");

        foreach (string group in groupColumnNames)
            ArgumentException.ThrowIfNullOrEmpty(group, nameof(groupColumnNames));

        string input = string.IsNullOrEmpty(inputColumnName) ? outputColumnName : inputColumnName;
        return new WindowSettings(outputColumnName, input, windowLength, [.. groupColumnNames]);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Output);
        writer.Write(Input);
        writer.Write(Length);
        ModelPayload.WriteTexts(writer, Groups);
    }

    public static WindowSettings Read(BinaryReader reader, int shortest) =>
        Checked(reader.ReadString(), reader.ReadString(), reader.ReadInt32(), shortest, ModelPayload.ReadTexts(reader));
}
