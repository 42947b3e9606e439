namespace Feedline.Tool.Analysis;

/// <summary>Finds wrong paths before any reading starts, so that a typo in the last one costs no time.</summary>
internal static class InputPaths
{
    public static void Check(IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
            {
                if (!Directory.EnumerateFileSystemEntries(path).Any())
                    throw new InputException($"folder '{path}' is empty; give a folder that holds OTLP/JSON lines (*.jsonl, *.jsonl.gz)");
            }
            else if (!File.Exists(path))
            {
                throw new InputException($"no file or folder '{path}'; give a recording (*.jsonl, *.jsonl.gz) or a folder of them");
            }
        }
    }
}
