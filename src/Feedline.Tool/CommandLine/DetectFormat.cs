namespace Feedline.Tool.CommandLine;

/// <summary>How scores are written.</summary>
internal enum DetectFormat
{
    /// <summary>The anomalies, for a person.</summary>
    Table,

    /// <summary>A row with a score for each row of the file.</summary>
    Csv,

    /// <summary>The anomalies of a whole series, for a program.</summary>
    Json,
}
