using System.Collections.Immutable;

namespace Feedline;

/// <summary>A part of what was lost to a cause.</summary>
/// <param name="Category">In what part of the job.</param>
/// <param name="Subjects">Who is to blame; empty for the whole job and for planned costs.</param>
/// <param name="GpuNanoseconds">GPU time in nanoseconds; more than 0.</param>
public readonly record struct LossPart(LossCategory Category, ImmutableArray<Subject> Subjects, long GpuNanoseconds)
{
    /// <summary>GPU time in seconds.</summary>
    public double GpuSeconds => UnixTime.ToSeconds(GpuNanoseconds);
}
