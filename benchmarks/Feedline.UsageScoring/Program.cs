using System.Globalization;
using Feedline.UsageScoring;

// Scores the rules of the inference API on real arrivals, dealt to keys by a seed, with faults planted by the same seed.
// usage: dotnet run -c Release --project benchmarks/Feedline.UsageScoring -- FOLDER FIRST LAST
//   FOLDER  holds AzureLLMInferenceTrace_conv.csv and _code.csv
//   FIRST, LAST  seeds; each gives a healthy log and one with faults
if (args.Length != 3)
{
    Console.Error.WriteLine("usage: FOLDER FIRST LAST");
    return 2;
}

IReadOnlyList<Arrival>[] traces = [Arrival.Read(Path.Combine(args[0], "AzureLLMInferenceTrace_conv.csv")), Arrival.Read(Path.Combine(args[0], "AzureLLMInferenceTrace_code.csv"))];
int first = int.Parse(args[1], CultureInfo.InvariantCulture);
int last = int.Parse(args[2], CultureInfo.InvariantCulture);
string folder = Directory.CreateTempSubdirectory("usage-scoring").FullName;
foreach (bool blind in (bool[])[false, true])
{
    List<ScenarioScore> scores = [];
    for (int seed = first; seed <= last; seed++)
    {
        IReadOnlyList<Arrival> trace = traces[seed / 6 % 2];
        scores.Add(ScenarioScore.Of($"healthy-{seed}", Scenario.Healthy(seed, trace), folder, blind));
        scores.Add(ScenarioScore.Of($"faulty-{seed}", Scenario.Faulty(seed, trace), folder, blind));
    }

    Console.WriteLine(blind ? "### The same logs without owners and deployments" : "### Logs with owners and deployments");
    Console.WriteLine();
    Summary.Print(Console.Out, scores);
    Console.WriteLine("#### Findings by confidence");
    Console.WriteLine();
    ConfidenceTable.Print(Console.Out, scores);
}

Directory.Delete(folder);
return 0;
