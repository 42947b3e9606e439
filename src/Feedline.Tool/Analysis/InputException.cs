namespace Feedline.Tool.Analysis;

/// <summary>Input that cannot be analysed at all. The message says what is wrong and what to do.</summary>
internal sealed class InputException : Exception
{
    public InputException(string message)
        : base(message)
    {
    }
}
