using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>What a detector by singular spectra is asked for.</summary>
/// <param name="Output">The column it adds.</param>
/// <param name="Input">The column it reads.</param>
/// <param name="TrainingRows">How many rows, the first ones, it is trained on.</param>
/// <param name="Window">L, how long a window is.</param>
/// <param name="HistoryLength">W, how many values the confidence is about.</param>
/// <param name="Confidence">In percent.</param>
/// <param name="Sides">Which spikes it looks for.</param>
/// <param name="ChangeError">By what error it looks for changes; null where it looks for spikes.</param>
internal sealed record SsaSettings(
    string Output, string Input, int TrainingRows, int Window, int HistoryLength, double Confidence, TailSides Sides, SsaError? ChangeError)
{
    private static readonly string[] Names = ["Alert", "Raw Score", "P-Value Score", "Martingale Score"];

    /// <summary>What the numbers of a row are called; as those of Microsoft.ML.TimeSeries.</summary>
    public string[] ResultNames => ChangeError is null ? Names[..3] : Names;

    /// <summary>Makes what scores the rows of one pass, which is one thread's: of a value, into the numbers of its row.</summary>
    public Action<double, Span<double>> MakeScorer(SsaModel model)
    {
        if (ChangeError is { } error)
        {
            var changes = new SsaChangeDetector(model, HistoryLength, Confidence, error, isContinued: false);
            return (value, results) =>
            {
                SsaChangeScore score = changes.Add(value);
                (results[0], results[1], results[2], results[3]) = (score.IsChange ? 1 : 0, score.Error, score.PValue, score.Martingale);
            };
        }

        var spikes = new SsaSpikeDetector(model, HistoryLength, Confidence, Sides, isContinued: false);
        return (value, results) =>
        {
            SsaScore score = spikes.Add(value);
            (results[0], results[1], results[2]) = (score.IsAnomalous ? 1 : 0, score.Deviation, score.PValue);
        };
    }

    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Output, "outputColumnName");
        ArgumentOutOfRangeException.ThrowIfLessThan(Window, 2, "seasonalityWindowSize");
        if (TrainingRows <= 2L * Window || TrainingRows > WindowSettings.Longest)
        {
            throw new ArgumentOutOfRangeException(
                "trainingWindowSize", TrainingRows, $"The training takes more than two windows of {Window} rows, and {WindowSettings.Longest} at most.");
        }

        if (HistoryLength < (ChangeError is null ? 2 : 1) || HistoryLength > WindowSettings.Longest)
        {
            throw new ArgumentOutOfRangeException(
                ChangeError is null ? "pvalueHistoryLength" : "changeHistoryLength", HistoryLength, "The history has 2 (of changes 1) to 1,048,576 values.");
        }

        if (!(Confidence > 0 && Confidence < 100))
            throw new ArgumentOutOfRangeException("confidence", Confidence, "The confidence lies between 0 and 100 percent.");
        if (Sides is not (TailSides.Upper or TailSides.Lower or TailSides.Both))
            throw new ArgumentOutOfRangeException("sides", Sides, "The sides are upper, lower or both.");
        if (ChangeError is { } error && !Enum.IsDefined(error))
            throw new ArgumentOutOfRangeException("error", error, "There is no such measure.");
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Output);
        writer.Write(Input);
        writer.Write(TrainingRows);
        writer.Write(Window);
        writer.Write(HistoryLength);
        writer.Write(Confidence);
        writer.Write((int)Sides);
        writer.Write(ChangeError is { } error ? (int)error : -1);
    }

    public static SsaSettings Read(BinaryReader reader)
    {
        var settings = new SsaSettings(
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadInt32(),
            reader.ReadInt32(),
            reader.ReadInt32(),
            reader.ReadDouble(),
            (TailSides)reader.ReadInt32(),
            reader.ReadInt32() is var error and >= 0 ? (SsaError)error : null);
        settings.Check();
        return settings;
    }
}
