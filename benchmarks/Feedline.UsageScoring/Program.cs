using System.Globalization;
using Feedline.UsageScoring;

// Scores the rules of the inference API on real arrivals, dealt to keys by a seed, with faults planted by the same seed.
// usage: dotnet run -c Release --project benchmarks/Feedline.UsageScoring -- FOLDER plain|wide FIRST LAST
//   FOLDER  holds AzureLLMInferenceTrace_conv.csv and _code.csv
//   plain|wide  clear faults in plain logs, or logs in which more varies
//   FIRST, LAST  seeds; each gives a healthy log and one with faults
if (args.Length != 4 || args[1] is not ("plain" or "wide"))
{
    Console.Error.WriteLine("usage: FOLDER plain|wide FIRST LAST");
    return 2;
}

IReadOnlyList<Arrival>[] traces = [Arrival.Read(Path.Combine(args[0], "AzureLLMInferenceTrace_conv.csv")), Arrival.Read(Path.Combine(args[0], "AzureLLMInferenceTrace_code.csv"))];
bool isWide = args[1] == "wide";
int first = int.Parse(args[2], CultureInfo.InvariantCulture);
int last = int.Parse(args[3], CultureInfo.InvariantCulture);
string folder = Directory.CreateTempSubdirectory("usage-scoring").FullName;
foreach (LogColumns columns in Enum.GetValues<LogColumns>())
{
    List<ScenarioScore> scores = [];
    for (int seed = first; seed <= last; seed++)
    {
        IReadOnlyList<Arrival> trace = traces[seed / 6 % 2];
        scores.Add(ScenarioScore.Of($"healthy-{seed}", isWide ? Scenario.WideHealthy(seed, trace) : Scenario.Healthy(seed, trace), folder, columns));
        scores.Add(ScenarioScore.Of($"faulty-{seed}", isWide ? Scenario.WideFaulty(seed, trace) : Scenario.Faulty(seed, trace), folder, columns));
    }

    Console.WriteLine(columns switch
    {
        LogColumns.OwnersAndDeployments => "### Logs with owners and deployments",
        LogColumns.Owners => "### The same logs with owners only",
        _ => "### The same logs with neither",
    });
    Console.WriteLine();
    Summary.Print(Console.Out, scores);
    Console.WriteLine("#### Findings by confidence");
    Console.WriteLine();
    ConfidenceTable.Print(Console.Out, scores);
}

Directory.Delete(folder);
return 0;
