namespace Feedline.Sources;

/// <summary>The samples of one line and resource, in the order of their times.</summary>
/// <param name="Time">The time of the first sample that is left.</param>
/// <param name="File">The file's place in the recording.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Group">The resource's place on the line.</param>
/// <param name="Head">The first sample that is left, in <see cref="PendingSamples"/>.</param>
internal readonly record struct SampleRun(long Time, int File, int Line, int Group, int Head)
{
    /// <summary>Whether this run's next sample comes before the other's: by time, then by place in the input.</summary>
    public bool IsBefore(in SampleRun other)
    {
        if (Time != other.Time)
        {
            return Time < other.Time;
        }

        if (File != other.File)
        {
            return File < other.File;
        }

        return Line != other.Line ? Line < other.Line : Group < other.Group;
    }
}
