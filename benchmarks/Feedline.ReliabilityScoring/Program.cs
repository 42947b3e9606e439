using Feedline.ReliabilityScoring.Incast;
using Feedline.ReliabilityScoring.Jitter;
using Feedline.ReliabilityScoring.Models;

// Prints the tables of benchmarks/results/reliability.md, incast.md and jitter-amplification.md.
// usage: dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- published
//        dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- node-faults FILE
//        dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- simulation
//        dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- incast CSV
//        dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- jitter synthetic FIRST COUNT [KINDS]
//        dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- jitter real PATH…
//   FILE   fault_trace.json of the InfiniteHBD trace
//   CSV    what Incast/ns2-grid.sh prints, kept as benchmarks/Feedline.ReliabilityScoring/Incast/ns2-grid.csv
//   FIRST, COUNT   random jobs of each kind, from a seed on
//   KINDS  only those whose name has it
//   PATH   a folder with recordings below it, job_N_norm.csv, or a .csv.gz of MLPerf Storage: some ranks are fitted, the slowest of the others predicted
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
    case ["incast", string file]:
        IncastTable.Print(Console.Out, file);
        return 0;
    case ["jitter", .. string[] rest]:
        return JitterScore.Run(rest);
    default:
        Console.Error.WriteLine(
            "usage: published | node-faults FILE | simulation | incast CSV | jitter synthetic FIRST COUNT [KINDS] | jitter real PATH…");
        return 2;
}
