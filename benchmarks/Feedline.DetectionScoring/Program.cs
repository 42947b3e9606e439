using Feedline.DetectionScoring.Nab;

// Scores detectors of anomalies and of changes on labelled series.
// usage: dotnet run -c Release --project benchmarks/Feedline.DetectionScoring -- nab FOLDER [--scores FOLDER]
//   FOLDER    the Numenta Anomaly Benchmark: data and labels
//   --scores  instead of the baselines scores what a program wrote, one file for each below `data`, same relative path, with a column `score`
switch (args)
{
    case ["nab", string folder]:
        NabReport.Print(Console.Out, folder, scoreFolder: null);
        return 0;
    case ["nab", string folder, "--scores", string scores]:
        NabReport.Print(Console.Out, folder, scores);
        return 0;
    default:
        Console.Error.WriteLine("usage: nab FOLDER [--scores FOLDER]");
        return 2;
}
