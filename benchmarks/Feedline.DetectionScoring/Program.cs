using System.Globalization;
using Feedline.DetectionScoring.ChangePoints;
using Feedline.DetectionScoring.Nab;
using Feedline.DetectionScoring.Retrospective;
using Feedline.DetectionScoring.Synthetic;
using Feedline.DetectionScoring.TsbAd;

// Scores detectors of anomalies and of changes on labelled series.
// usage: dotnet run -c Release --project benchmarks/Feedline.DetectionScoring -- nab FOLDER [--scores FOLDER]
//   FOLDER    the Numenta Anomaly Benchmark: data and labels
//   --scores  instead of the baselines scores what a program wrote: one file for each, same relative path below `data`, with a
//             column `score`
// or:    dotnet run -c Release --project benchmarks/Feedline.DetectionScoring -- tsb-ad FOLDER [--scores FOLDER]
//   FOLDER    series of TSB-AD and expected_vus_pr.csv; a column `anomaly` in the files of --scores gives the alarms
// or:    dotnet run -c Release --project benchmarks/Feedline.DetectionScoring -- change-points FOLDER
//   FOLDER    the Turing Change Point Dataset
// or:    dotnet run -c Release --project benchmarks/Feedline.DetectionScoring -- ranges [FOLDER]
//   FOLDER    series of TSB-AD, for the scores of whole series; without it made-up series, those of the design and others
// or:    dotnet run -c Release --project benchmarks/Feedline.DetectionScoring -- changes
//   made-up series with changes, those of the design and others
// or:    dotnet run -c Release --project benchmarks/Feedline.DetectionScoring -- stalls FOLDER FILE
//   FOLDER    logs of step times; FILE    the log of loads from storage: what is flagged there, without labels
// or:    dotnet run -c Release --project benchmarks/Feedline.DetectionScoring -- synthetic FIRST COUNT [--baselines]
//   FIRST, COUNT  seeds of series made for it, of each family one per seed; scores the product's own detector
// or:    dotnet run -c Release --project benchmarks/Feedline.DetectionScoring -- calibration
//   how often the product's own detector alarms on quiet noise
switch (args)
{
    case ["nab", string folder]:
        NabReport.Print(Console.Out, folder, scoreFolder: null);
        return 0;
    case ["nab", string folder, "--scores", string scores]:
        NabReport.Print(Console.Out, folder, scores);
        return 0;
    case ["tsb-ad", string folder]:
        TsbAdReport.Print(Console.Out, folder, scoreFolder: null);
        return 0;
    case ["tsb-ad", string folder, "--scores", string scores]:
        TsbAdReport.Print(Console.Out, folder, scores);
        return 0;
    case ["change-points", string folder]:
        ChangeReport.Print(Console.Out, folder);
        return 0;
    case ["ranges"]:
        RangeReport.PrintMadeUp(Console.Out);
        return 0;
    case ["ranges", string folder]:
        RangeReport.Print(Console.Out, folder);
        return 0;
    case ["changes"]:
        MadeUpChangeReport.Print(Console.Out);
        return 0;
    case ["stalls", string steps, string storage]:
        StallReport.Print(Console.Out, steps, storage);
        return 0;
    case ["synthetic", string first, string count]:
        SyntheticReport.Print(Console.Out, int.Parse(first, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture), withBaselines: false);
        return 0;
    case ["synthetic", string first, string count, "--baselines"]:
        SyntheticReport.Print(Console.Out, int.Parse(first, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture), withBaselines: true);
        return 0;
    case ["calibration"]:
        CalibrationReport.Print(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: nab FOLDER [--scores FOLDER] | tsb-ad FOLDER [--scores FOLDER] | change-points FOLDER | ranges [FOLDER] | changes | stalls FOLDER FILE | synthetic FIRST COUNT [--baselines] | calibration");
        return 2;
}
