using System.Globalization;
using System.IO.Compression;
using Feedline.Sources;

namespace Feedline.ReliabilityScoring.Jitter;

/// <summary>Own times of the ranks of a real job.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Steps">By step, the ranks' times; all above 0.</param>
internal sealed record RealTimes(string Name, double[][] Steps)
{
    /// <summary>What a path holds: recordings, mini-batch times, or load times of MLPerf Storage, one per run and epoch.</summary>
    public static IEnumerable<RealTimes> Read(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path, "truth.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => Recording(Path.GetDirectoryName(file)!));
        }

        return path.EndsWith(".gz", StringComparison.Ordinal) ? Storage(path) : [MiniBatches(path)];
    }

    /// <summary>Input and compute time of each step that all ranks of a recording took.</summary>
    private static RealTimes Recording(string folder)
    {
        using OtlpRecording recording = OtlpRecording.Open([folder]);
        var log = new OwnTimeLog();
        recording.WriteUntil(log, long.MaxValue, CancellationToken.None);
        return new RealTimes(Path.GetFileName(folder), log.Rows());
    }

    private static RealTimes MiniBatches(string file) => new(
        Path.GetFileNameWithoutExtension(file),
        Whole(File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(cells => (cells[3], cells[1], Number(cells[4])))));

    private static IEnumerable<RealTimes> Storage(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var rows = new List<string[]>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            rows.Add(line.Split(','));

        // The first step of an epoch fills the caches.
        return rows.Where(cells => cells[3] != "1").GroupBy(cells => (Run: cells[0], Epoch: cells[2])).Select(epoch =>
            new RealTimes("storage loads", Whole(epoch.Select(cells => (cells[3], cells[1], Number(cells[4]))))));
    }

    /// <summary>The steps in which every rank has a time above 0, in their order.</summary>
    private static double[][] Whole(IEnumerable<(string Step, string Rank, double Time)> times)
    {
        (string Step, string Rank, double Time)[] all = [.. times];
        int ranks = all.Select(row => row.Rank).Distinct().Count();
        return [.. all.GroupBy(row => row.Step)
            .Where(step => step.Count() == ranks && step.All(row => row.Time > 0))
            .Select(step => step.OrderBy(row => int.Parse(row.Rank, CultureInfo.InvariantCulture)).Select(row => row.Time).ToArray())];
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
