using Feedline.ReliabilityScoring.Models;

// Prints the tables of benchmarks/results/reliability.md.
// usage: dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- published
//        dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- node-faults FILE
//        dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- simulation
//   FILE  fault_trace.json of the InfiniteHBD trace
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
    default:
        Console.Error.WriteLine("usage: published | node-faults FILE | simulation");
        return 2;
}
