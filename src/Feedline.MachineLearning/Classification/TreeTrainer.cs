using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Feedline.MachineLearning.Classification;

/// <summary>Trains the trees of one mode with ML.NET's FastTree (MART, Friedman 2001) and takes them out of it.</summary>
internal static class TreeTrainer
{
    private const int Trees = 40;
    private const int Leaves = 8;
    private const int LeastWindowsALeaf = 10;
    private const double LearningRate = 0.2;

    /// <summary>Not each node may ask each feature: the signals that would answer alone may be missing one day.</summary>
    private const double FeatureShare = 0.7;

    /// <param name="features">One row a window.</param>
    /// <param name="labels">Which windows are of the mode; at least one is and one is not.</param>
    /// <param name="seed">The same windows and seed give the same trees.</param>
    public static BoostedTrees Train(IReadOnlyList<float[]> features, IReadOnlyList<bool> labels, int seed) =>
        Take(Fit(new MLContext(seed), features, labels, seed).Model.SubModel.TrainedTreeEnsemble, features);

    /// <summary>The same as ML.NET has it.</summary>
    public static BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>> Fit(
        MLContext context, IReadOnlyList<float[]> features, IReadOnlyList<bool> labels, int seed)
    {
        IDataView data = context.Data.LoadFromEnumerable(
            features.Zip(labels, static (row, label) => new TrainingRow { Features = row, Label = label }), Schema(features[0].Length));
        var options = new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = Trees,
            NumberOfLeaves = Leaves,
            MinimumExampleCountPerLeaf = LeastWindowsALeaf,
            LearningRate = LearningRate,
            FeatureFraction = FeatureShare,
            Seed = seed,
            FeatureSelectionSeed = seed,

            // Sums of several threads come in any order, and with them the last bits of a threshold.
            NumberOfThreads = 1,
        };
        return context.BinaryClassification.Trainers.FastTree(options).Fit(data);
    }

    /// <summary>The schema of <see cref="TrainingRow"/> with so many features.</summary>
    public static SchemaDefinition Schema(int features)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(TrainingRow));
        schema[nameof(TrainingRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        return schema;
    }

    private static BoostedTrees Take(RegressionTreeEnsemble ensemble, IReadOnlyList<float[]> features)
    {
        var trees = new Tree[ensemble.Trees.Count];
        for (int i = 0; i < trees.Length; i++)
            trees[i] = Take(ensemble.Trees[i], (float)ensemble.TreeWeights[i], features);

        return new BoostedTrees(ensemble.Bias, trees);
    }

    private static Tree Take(RegressionTree tree, float weight, IReadOnlyList<float[]> features)
    {
        float[] leaves = [.. tree.LeafValues.Select(value => (float)value * weight)];
        var taken = new Tree(
            [.. tree.NumericalSplitFeatureIndexes.Select(index => checked((byte)index))],
            [.. tree.NumericalSplitThresholds],
            [.. tree.LeftChild.Select(child => checked((short)child))],
            [.. tree.RightChild.Select(child => checked((short)child))],
            new float[tree.NumberOfNodes],
            leaves);
        SetExpected(taken, features);
        return taken;
    }

    private static void SetExpected(Tree tree, IReadOnlyList<float[]> features)
    {
        var sums = new double[tree.Features.Length];
        var counts = new int[tree.Features.Length];
        foreach (float[] row in features)
        {
            if (sums.Length == 0)
                return;

            double value = tree.Leaves[tree.LeafOf(row)];
            for (int node = 0; node >= 0; node = row[tree.Features[node]] <= tree.Thresholds[node] ? tree.Lower[node] : tree.Greater[node])
            {
                sums[node] += value;
                counts[node]++;
            }
        }

        for (int node = 0; node < sums.Length; node++)
            tree.Expected[node] = counts[node] > 0 ? (float)(sums[node] / counts[node]) : 0;
    }
}
