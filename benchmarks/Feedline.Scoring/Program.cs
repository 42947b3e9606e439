using System.Globalization;
using Feedline.Scoring;

// Scores the diagnosis of recordings against what was injected into them.
// usage: dotnet run -c Release --project benchmarks/Feedline.Scoring -- FOLDER…   each with recordings below it
List<string> folders = [];
foreach (string root in args)
    folders.AddRange(Directory.EnumerateFiles(root, "truth.json", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal));

if (folders.Count == 0)
{
    Console.Error.WriteLine("No recording with a truth.json below the folders given.");
    return 2;
}

List<RecordingScore> scores = [.. folders.Select(RecordingScore.Of)];
foreach (RecordingScore score in scores)
    score.Print(Console.Out);

int faults = scores.Sum(score => score.Faults.Count);
int found = scores.Sum(score => score.Found);
int wrong = scores.Sum(score => score.FalseFindings.Count);
Console.WriteLine("## Overall");
Console.WriteLine();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- recall: {found} of {faults} faults"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- precision: {found} of {found + wrong} findings above info"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- ranks: {scores.Sum(score => score.RightRank)} of {scores.Sum(score => score.WithRank)} named exactly"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- ledger: {scores.Count(score => score.Closes)} of {scores.Count} close to the nanosecond; unattributed at most {scores.Max(score => 100.0 * score.Diagnosis.Ledger.UnattributedNanoseconds / score.Diagnosis.Ledger.GpuNanoseconds):0.00} %"));
return 0;
