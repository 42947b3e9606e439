using Feedline.MachineLearning.Classification;

namespace Feedline.MachineLearning.Tests.Classification;

/// <summary>A model is immutable: any number of threads may use one, and nothing is allocated for a window.</summary>
public sealed class PredictionTests
{
    private readonly FailureModeModel _model = FailureModeModel.LoadShipped();
    private readonly float[][] _windows = [.. Windows.Random(4).Select(window => FailureModeTrainer.Encode(window.Features))];

    [Fact]
    public void Many_threads_may_use_one_model()
    {
        double[][] alone = [.. _windows.Select(Probabilities)];
        var together = new double[_windows.Length][];
        Parallel.For(0, _windows.Length * 8, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, i =>
        {
            double[] probabilities = Probabilities(_windows[i % _windows.Length]);
            if (i >= _windows.Length * 7)
                together[i % _windows.Length] = probabilities;
        });

        for (int i = 0; i < alone.Length; i++)
            Assert.Equal(alone[i], together[i]);
    }

    [Fact]
    public void A_prediction_allocates_nothing()
    {
        var prediction = new FailureModePrediction(_model.Modes.Length);
        for (int i = 0; i < 1_000; i++)
            _model.Predict(_windows[i % _windows.Length], prediction);

        long least = long.MaxValue;
        for (int run = 0; run < 3; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (float[] window in _windows)
                _model.Predict(window, prediction);

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void A_window_of_which_nothing_is_measured_is_quiet()
    {
        var prediction = new FailureModePrediction(_model.Modes.Length);
        float[] nothing = new float[WindowWatch.FeatureCount];
        Array.Fill(nothing, BoostedTrees.Missing);
        _model.Predict(nothing, prediction);

        Assert.True(prediction.IsQuiet);
        Assert.Equal(0, prediction.Novelty);
        Assert.All(prediction.Probabilities, probability => Assert.InRange(probability, 0, 0.5));
    }

    private double[] Probabilities(float[] window)
    {
        var prediction = new FailureModePrediction(_model.Modes.Length);
        _model.Predict(window, prediction);
        return [.. prediction.Probabilities, prediction.Novelty];
    }
}
