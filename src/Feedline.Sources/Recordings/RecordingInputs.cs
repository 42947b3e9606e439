namespace Feedline.Sources;

/// <summary>Finds the files that paths stand for.</summary>
internal static class RecordingInputs
{
    // Parts of a name that make it a recording's: also metrics.jsonl.1 and metrics.otlp.jsonl.gz.
    private static readonly string[] Markers = ["json", "jsonl", "ndjson", "otlp"];

    /// <summary>Gives the files in the order they are to be read, and those of folders that are passed over.</summary>
    /// <exception cref="RecordingException">A path does not exist, or a folder holds no recording.</exception>
    public static List<RecordingInput> Find(IEnumerable<string> paths, List<InputFile> skipped) => Find(paths, skipped, Markers);

    /// <summary>As the other one, with the parts of a name that make a file of a folder one to be read.</summary>
    /// <exception cref="RecordingException">A path does not exist, or a folder cannot be listed or is empty.</exception>
    public static List<RecordingInput> Find(IEnumerable<string> paths, List<InputFile> skipped, string[] markers)
    {
        var inputs = new List<RecordingInput>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
            {
                AddFolder(path, inputs, skipped, known, markers);
            }
            else if (!File.Exists(path))
            {
                throw new RecordingException(path, "there is no such file or folder");
            }
            else if (known.Add(Path.GetFullPath(path)))
            {
                Add(path, inputs, skipped);
            }
        }

        return inputs;
    }

    private static void AddFolder(string folder, List<RecordingInput> inputs, List<InputFile> skipped, HashSet<string> known, string[] markers)
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException(folder, "the folder cannot be listed: " + exception.Message, exception);
        }

        if (files.Length == 0)
        {
            throw new RecordingException(folder, "the folder holds no files" + (Directory.GetDirectories(folder).Length > 0 ? "; folders inside it are not read" : ""));
        }

        Array.Sort(files, StringComparer.Ordinal);
        foreach (string file in files)
        {
            string? reason = WhySkipped(file, markers);
            if (reason is not null)
            {
                skipped.Add(new InputFile(file, 0, 0, 0, reason));
            }
            else if (known.Add(Path.GetFullPath(file)))
            {
                Add(file, inputs, skipped);
            }
        }
    }

    private static void Add(string path, List<RecordingInput> inputs, List<InputFile> skipped)
    {
        try
        {
            inputs.Add(RecordingInput.Of(new FileInfo(path), path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            skipped.Add(new InputFile(path, 0, 0, 0, "it cannot be read: " + exception.Message)); // a link to nothing
        }
    }

    private static string? WhySkipped(string file, string[] markers)
    {
        string[] parts = Path.GetFileName(file).Split('.');
        if (!parts.Skip(1).Any(part => markers.Contains(part, StringComparer.OrdinalIgnoreCase)))
        {
            return "by its name it is no recording";
        }

        return parts[^1].Equals("gz", StringComparison.OrdinalIgnoreCase) && File.Exists(file[..^3])
            ? "the same file lies beside it without compression"
            : null;
    }
}
