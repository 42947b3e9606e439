namespace Feedline.Tool.CommandLine;

/// <summary>How a report is written.</summary>
internal enum OutputFormat
{
    /// <summary>For a person.</summary>
    Table,

    /// <summary>For a program: the contract with a schema version.</summary>
    Json,
}
