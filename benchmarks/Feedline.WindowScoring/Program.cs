using Feedline.WindowScoring;

// Scores the detection of unusual windows: how often quiet windows alarm, how many jitters and stalls are found.
// usage: dotnet run -c Release --project benchmarks/Feedline.WindowScoring -- noise
//   on seeded noises: false alarms a quiet window, and windows found with jitter or one stall in one of four signals
// or:    dotnet run -c Release --project benchmarks/Feedline.WindowScoring -- recordings FOLDER…   each with recordings below it
//   the rule FL3101 on recordings, against what was injected
switch (args)
{
    case ["noise"]:
        NoiseTable.Print(Console.Out);
        return 0;
    case ["recordings", .. string[] roots] when roots.Length > 0:
        RecordingTable.Print(Console.Out, roots);
        return 0;
    default:
        Console.Error.WriteLine("usage: noise | recordings FOLDER…");
        return 2;
}
