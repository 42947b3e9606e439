using Feedline.MachineLearning.Classification;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Tests.Classification;

public sealed class TreeTests
{
    private readonly float[][] _features = [.. Windows.Random(3).Select(window => FailureModeTrainer.Encode(window.Features))];
    private readonly bool[] _labels = [.. Windows.Random(3).Select(window => window.Modes.Contains(FailureMode.Hang) || window.UnixNanoseconds % 11 == 0)];

    [Fact]
    public void The_score_is_that_of_ml_net()
    {
        var context = new MLContext(1);
        var model = TreeTrainer.Fit(context, _features, _labels, 1);
        BoostedTrees trees = TreeTrainer.Train(_features, _labels, 1);
        IDataView data = context.Data.LoadFromEnumerable(_features.Select(row => new TrainingRow { Features = row }), TreeTrainer.Schema(_features[0].Length));
        float[] scores = [.. model.Transform(data).GetColumn<float>("Score")];

        Assert.NotEqual(scores.Min(), scores.Max());
        for (int i = 0; i < scores.Length; i++)
            Assert.Equal(scores[i], trees.Score(_features[i]), 1e-4);
    }

    [Fact]
    public void Contributions_add_up_to_the_score()
    {
        BoostedTrees trees = TreeTrainer.Train(_features, _labels, 1);
        var contributions = new double[_features[0].Length];
        foreach (float[] row in _features)
        {
            double expected = trees.Explain(row, contributions);

            Assert.Equal(trees.Score(row), expected + contributions.Sum(), 1e-6);
        }

        // The score expected before anything is known is the mean over what was trained on.
        Assert.Equal(_features.Average(row => trees.Score(row)), trees.Explain(_features[0], contributions), 1e-4);
    }

    [Fact]
    public void What_tells_the_modes_apart_contributes_most()
    {
        BoostedTrees trees = TreeTrainer.Train(_features, [.. Windows.Random(3).Select(window => window.Modes.Contains(FailureMode.Hang))], 1);
        var contributions = new double[_features[0].Length];
        trees.Explain(_features[2], contributions);

        Assert.Equal((int)WindowFeature.FrozenRatio, Array.IndexOf(contributions, contributions.Max()));
    }
}
