using Feedline.ReliabilityScoring.Jitter;

// Scores the reliability models against what is known.
// usage: dotnet run -c Release --project benchmarks/Feedline.ReliabilityScoring -- VERB …
//   jitter synthetic FIRST COUNT   coverage of the intervals on so many random jobs of each kind, from a seed on
//   jitter real FOLDER…            fits some ranks and predicts the slowest of others: recordings, mini-batch times, storage times below the folders
if (args is ["jitter", .. string[] rest])
    return JitterScore.Run(rest);

Console.Error.WriteLine("usage: jitter synthetic FIRST COUNT | jitter real FOLDER…");
return 2;
