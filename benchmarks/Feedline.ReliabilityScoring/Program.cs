using Feedline.ReliabilityScoring.Jitter;
using Feedline.ReliabilityScoring.Models;

// Scores the reliability models against what is known; prints the tables of benchmarks/results.
// usage: dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- VERB …
//   published                      published figures beside those computed from their own inputs
//   node-faults FILE               fits to fault_trace.json of the InfiniteHBD trace
//   simulation                     Monte Carlo beside the closed forms
//   jitter synthetic FIRST COUNT   coverage of the intervals on so many random jobs of each kind, from a seed on
//   jitter real FOLDER…            fits some ranks and predicts the slowest of others: recordings, mini-batch times, storage times below the folders
switch (args)
{
    case ["published"]:
        PublishedTable.Print(Console.Out);
        return 0;
    case ["node-faults", string file]:
        NodeFaultTable.Print(Console.Out, file);
        return 0;
    case ["simulation"]:
        SimulationTable.Print(Console.Out);
        return 0;
    case ["jitter", .. string[] rest]:
        return JitterScore.Run(rest);
    default:
        Console.Error.WriteLine("usage: published | node-faults FILE | simulation | jitter synthetic FIRST COUNT | jitter real FOLDER…");
        return 2;
}
