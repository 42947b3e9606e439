using System.IO.Compression;
using Feedline.DetectionScoring.Nab;
using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.Tests.Nab;

/// <summary>The scores that NAB published for three detectors, from what they gave for each row.</summary>
public class NabGoldenTests
{
    [Theory]
    [InlineData("windowedGaussian", 39.6495234961, 20.8679858247, 47.4100271583)]
    [InlineData("knncad", 57.9943433590, 43.4085170329, 64.8123208600)]
    [InlineData("skyline", 35.6870432559, 27.0812100597, 44.4810173430)]
    public void The_published_scores_come_out_again(string detector, double standard, double lowFalsePositives, double lowFalseNegatives)
    {
        string golden = SharedData.File($"nab/golden/{detector}_scores.csv.gz");
        NabFile[] files = NabCorpus.Read(Path.GetFullPath(Path.Combine(golden, "../..")));
        double[][] scores = Read(golden, files);

        Assert.Equal(116, files.Sum(file => file.Windows.Length));
        Assert.Equal(standard, NabScorer.Score(files, scores, NabProfile.Standard).Value, 1e-6);
        Assert.Equal(lowFalsePositives, NabScorer.Score(files, scores, NabProfile.LowFalsePositives).Value, 1e-6);
        Assert.Equal(lowFalseNegatives, NabScorer.Score(files, scores, NabProfile.LowFalseNegatives).Value, 1e-6);
    }

    private static double[][] Read(string golden, NabFile[] files)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(golden), CompressionMode.Decompress));
        var table = CsvTable.Read(reader, golden);
        ILookup<string, double> byFile = table.Column("file").Zip(table.Numbers("anomaly_score")).ToLookup(row => row.First, row => row.Second);
        return [.. files.Select(file => byFile[file.Name].ToArray())];
    }
}
