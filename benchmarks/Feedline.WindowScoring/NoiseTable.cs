using System.Collections.Immutable;
using System.Globalization;
using Feedline.MachineLearning;
using Feedline.Signals;

namespace Feedline.WindowScoring;

/// <summary>False alarms and finds on made-up signals: four of one kind, windows of 32 samples, all features of each.</summary>
internal static class NoiseTable
{
    private const int Signals = 4;
    private const int Samples = 32;
    private const int Seeds = 5;
    private const int Scored = 1000;

    private static readonly ImmutableArray<WindowPart> Parts =
        [.. Enumerable.Range(0, Signals).SelectMany(s => WindowFeatures.Names.Select(name => new WindowPart($"signal {s}", name)))];

    public static void Print(TextWriter output)
    {
        output.WriteLine("| noise | quiet windows that alarm at 0.99, trained on 48 | on 400 | jitter found | stall found |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (string kind in Noise.Kinds)
        {
            double early = 0;
            double late = 0;
            double jitter = 0;
            double stall = 0;
            for (int seed = 1; seed <= Seeds; seed++)
            {
                var signals = new Signal[Signals];
                for (int s = 0; s < Signals; s++)
                    signals[s] = new Signal(kind, (100 * seed) + s);

                double[] training = Windows(signals, 400);
                double[] quiet = Windows(signals, Scored);
                WindowAnomalyDetector detector = WindowAnomalyDetector.Train(Parts, training);
                early += Alarms(WindowAnomalyDetector.Train(Parts, training.AsSpan(0, 48 * Parts.Length)), quiet);
                late += Alarms(detector, quiet);
                jitter += Alarms(detector, Windows(signals, Scored / 10, isJitter: true));
                stall += Alarms(detector, Windows(signals, Scored / 10, isStall: true));
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kind} | {early / (Seeds * Scored):P1} | {late / (Seeds * Scored):P1} | {jitter / (Seeds * Scored / 10):P0} | {stall / (Seeds * Scored / 10):P0} |"));
        }
    }

    private static int Alarms(WindowAnomalyDetector detector, double[] windows)
    {
        var scores = new WindowScore[windows.Length / Parts.Length];
        detector.ScoreAll(windows, scores);
        return scores.Count(static score => score.IsAnomalous);
    }

    private static double[] Windows(Signal[] signals, int count, bool isJitter = false, bool isStall = false)
    {
        var extractor = new WindowFeatures(Samples);
        int width = WindowFeatures.Names.Length;
        var windows = new double[count * Parts.Length];
        var samples = new double[Samples];
        for (int w = 0; w < count; w++)
        {
            for (int s = 0; s < Signals; s++)
            {
                signals[s].Fill(samples);
                if (s == w % Signals && isJitter)
                    signals[s].Jitter(samples);
                if (s == w % Signals && isStall)
                    samples[w % Samples] += 10 * signals[s].Spread;
                extractor.Extract(samples, windows.AsSpan((w * Parts.Length) + (s * width), width));
            }
        }

        return windows;
    }

    /// <summary>A noise, and how wide it is.</summary>
    private sealed class Signal
    {
        private readonly Noise _noise;
        private readonly Random _random;

        public Signal(string kind, int seed)
        {
            _random = new Random(seed);
            _noise = new Noise(kind, _random);
            double[] first = [.. Enumerable.Range(0, 1000).Select(_ => _noise.Next())];

            // What a sample differs from the one before by: of a walk the width itself has no end.
            double[] steps = [.. first.Zip(first.Skip(1), static (a, b) => Math.Abs(b - a))];
            Array.Sort(steps);
            Spread = Math.Max(steps[steps.Length / 2], 0.5);
        }

        public double Spread { get; }

        public void Fill(double[] samples)
        {
            for (int i = 0; i < samples.Length; i++)
                samples[i] = _noise.Next();
        }

        /// <summary>Noise of four times the width on every sample.</summary>
        public void Jitter(double[] samples)
        {
            for (int i = 0; i < samples.Length; i++)
                samples[i] += 4 * Spread * ((2 * _random.NextDouble()) - 1);
        }
    }
}
