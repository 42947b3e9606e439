using System.Collections.Immutable;

namespace Feedline;

/// <summary>Scores windows of several signals at once. Implement it for a detector of your own.</summary>
/// <remarks>A score may depend on the window and those before it, never on later ones. One thread at a time, unless a detector says more.</remarks>
public interface IWindowDetector
{
    /// <summary>What the numbers of a window are, in their order.</summary>
    ImmutableArray<WindowPart> Parts { get; }

    /// <summary>Scores a window, and says what its score is made of.</summary>
    /// <param name="window">One number for each of <see cref="Parts"/>; NaN where there is none.</param>
    /// <param name="contributions">
    /// Receives how much each number adds to the distance: shares from 0 that add up to 1, zeros when the window is not scored. Empty when not
    /// wanted. The share of a signal is the sum over its numbers.
    /// </param>
    /// <returns>The score; 0 and a reason for a window that cannot be judged.</returns>
    /// <exception cref="ArgumentException">A span has not the length that it should have.</exception>
    WindowScore Score(ReadOnlySpan<double> window, Span<double> contributions);
}
