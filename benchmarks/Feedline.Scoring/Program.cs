using System.Globalization;
using Feedline.Scoring;

// Scores the diagnosis of recordings against what was injected into them.
// usage: dotnet run -c Release --project benchmarks/Feedline.Scoring -- [--without-each] FOLDER…   each with recordings below it
//   --without-each   instead scores them once without each family of signals
// or:    dotnet run -c Release --project benchmarks/Feedline.Scoring -- --synthetic FIRST COUNT
//   scores so many random synthetic runs, from a seed on: how often findings are right, by their confidence
if (args is ["--synthetic", string first, string count])
{
    SyntheticScore.Print(Console.Out, int.Parse(first, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture));
    return 0;
}

bool withoutEach = args.Contains("--without-each");
string[] folders =
[
    .. args.Where(arg => arg != "--without-each").SelectMany(root =>
        Directory.EnumerateFiles(root, "truth.json", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal)),
];

if (folders.Length == 0)
{
    Console.Error.WriteLine("No recording with a truth.json below the folders given.");
    return 2;
}

if (withoutEach)
{
    Console.WriteLine("| without | found | not found | false, above info | ranks | unattributed at most |");
    Console.WriteLine("|---|---|---|---|---|---|");
    foreach (SignalFamily family in SignalFamily.All)
        Report.PrintReduced(Console.Out, family, [.. folders.Select(folder => RecordingScore.Of(folder, family))]);

    return 0;
}

RecordingScore[] scores = [.. folders.Select(folder => RecordingScore.Of(folder))];
foreach (RecordingScore score in scores)
    Report.Print(Console.Out, score);

Report.PrintOverall(Console.Out, scores);
return 0;
