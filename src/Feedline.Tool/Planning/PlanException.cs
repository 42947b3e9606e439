namespace Feedline.Tool.Planning;

/// <summary>Options that are each in range and do not fit together. The message names them.</summary>
internal sealed class PlanException : Exception
{
    public PlanException(string message)
        : base(message)
    {
    }
}
