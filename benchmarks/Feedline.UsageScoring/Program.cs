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
List<ScenarioScore> scores = [];
for (int seed = first; seed <= last; seed++)
{
    IReadOnlyList<Arrival> trace = traces[seed / 6 % 2];
    scores.Add(ScenarioScore.Of($"healthy-{seed}", Scenario.Healthy(seed, trace), folder));
    scores.Add(ScenarioScore.Of($"faulty-{seed}", Scenario.Faulty(seed, trace), folder));
}

Directory.Delete(folder);
Console.WriteLine("| log | planted | mode | found as | start off by (s) | detected after (s) | confidence | refusals its effect |");
Console.WriteLine("|---|---|---|---|---|---|---|---|");
foreach (ScenarioScore score in scores)
    score.Print(Console.Out);

Console.WriteLine();
foreach (string kind in scores.SelectMany(score => score.Scenario.Faults).Select(fault => fault.Kind + " " + fault.Mode).Distinct().Order(StringComparer.Ordinal))
{
    var all = scores.SelectMany(score => score.Scenario.Faults.Zip(score.Matches)).Where(pair => pair.First.Kind + " " + pair.First.Mode == kind).ToList();
    Console.WriteLine($"- {kind}: {all.Count(pair => pair.Second is not null)} of {all.Count}");
}

int faults = scores.Sum(score => score.Scenario.Faults.Count);
int found = scores.Sum(score => score.Matches.Count(match => match is not null));
int findings = scores.Sum(score => score.Findings.Count);
int wrong = scores.Sum(score => score.False.Count);
Console.WriteLine($"- recall: {found} of {faults} planted faults");
Console.WriteLine($"- precision: {findings - wrong} of {findings} findings above info");
Console.WriteLine($"- healthy logs with a finding above info: {scores.Count(score => score.Scenario.Faults.Count == 0 && score.False.Count > 0)} of {scores.Count(score => score.Scenario.Faults.Count == 0)}");
Console.WriteLine($"- refusals told as the effect of the key that drains: {scores.Count(score => score.IsJoined == true)} of {scores.Count(score => score.IsJoined is not null)}");
Console.WriteLine($"- requests read: {scores.Sum(score => (long)score.Scenario.Requests)}");
return 0;
