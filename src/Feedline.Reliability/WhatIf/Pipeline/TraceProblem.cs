namespace Feedline.Reliability;

/// <summary>What is wrong with the operations that a caller gave, found far from where he gave them.</summary>
internal static class TraceProblem
{
    /// <summary>The exception that names the caller's parameter.</summary>
    /// <param name="operations">What is wrong with it.</param>
    public static ArgumentException Of(string operations) => new(operations, nameof(operations));
}
