using Feedline.MachineLearning.Classification;

namespace Feedline.MachineLearning.Tests.Classification;

public sealed class TrainerTests
{
    [Fact]
    public void The_same_windows_and_seed_give_the_same_bytes()
    {
        Assert.Equal(Bytes(Windows.Model()), Bytes(Windows.Model()));
        Assert.NotEqual(Bytes(Windows.Model()), Bytes(Windows.Model(seed: 2)));
    }

    [Fact]
    public void Windows_of_known_modes_are_named_and_others_are_unknown()
    {
        FailureModeModel model = Windows.Model();
        var counts = new ModeCounts();
        counts.Add(model, Windows.Random(99));

        Assert.InRange(counts.MacroF1, 0.95, 1);

        // A feature that was never far from zero.
        double[] odd = [.. Windows.Random(5)[0].Features];
        odd[(int)WindowFeature.DisagreementScore] = 50;
        odd[(int)WindowFeature.RetransmitRate] = 30;
        var prediction = new FailureModePrediction(model.Modes.Length);
        model.Predict(FailureModeTrainer.Encode(odd), prediction);

        Assert.True(prediction.IsUnknown);
        Assert.False(prediction.IsQuiet);
        Assert.Contains(prediction.NovelFeature, (int[])[(int)WindowFeature.DisagreementScore, (int)WindowFeature.RetransmitRate]);
    }

    [Fact]
    public void One_class_cannot_be_learned()
    {
        LabelledWindow[] all = Windows.Random(1);

        Assert.Contains("no failure mode", Refusal([.. all.Where(window => window.Modes.Count == 0)]), StringComparison.Ordinal);
        Assert.Contains("without a fault", Refusal([.. all.Where(window => window.Modes.Count > 0)]), StringComparison.Ordinal);
        Assert.Contains("no failure mode", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("no failure mode", Refusal([.. all.Select(window => window with { IsClear = false })]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_is_never_tested_by_a_model_trained_on_it()
    {
        // The hang is of one recording alone: nobody else can teach it.
        LabelledWindow[] all = [.. Windows.Random(1).Select(window => window with { Recording = window.Modes.Contains(FailureMode.Hang) ? "a" : "b" })];
        ModeCounts counts = LeaveOneOut.Test(
            [[.. all.Where(window => window.Recording == "a")], [.. all.Where(window => window.Recording == "b")]], 1, TestContext.Current.CancellationToken);

        Assert.Equal(0, counts.Right("hang"));
        Assert.Equal(all.Count(window => window.IsClear), counts.Windows);
    }

    private static string Refusal(LabelledWindow[] windows) =>
        Assert.Throws<ArgumentException>(nameof(windows), () => FailureModeTrainer.Train(windows, 1, "")).Message;

    private static byte[] Bytes(FailureModeModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
