using Feedline.MachineLearning;
using Feedline.Samples.Snippets;

namespace Feedline.Docs.Tests;

/// <summary>What the guide to windows of many signals shows does what it says.</summary>
public sealed class WindowSnippetTests
{
    [Fact]
    public void A_stall_in_one_of_three_signals_is_found_there()
    {
        var random = new Random(1);
        IEnumerable<double[][]> windows = Enumerable.Range(0, 200).Select(w => Enumerable.Range(0, 3)
            .Select(s => Enumerable.Range(0, 32).Select(t => 1 + (0.01 * random.NextDouble()) + (w == 190 && s == 1 && t == 9 ? 3 : 0)).ToArray())
            .ToArray());

        Assert.Contains((190, "b"), Windows.Unusual(["a", "b", "c"], windows));
    }

    [Fact]
    public void The_engine_has_the_rule()
    {
        using DiagnosticEngine engine = Windows.Build();
        Assert.Contains(engine.Rules, rule => rule.Id == "FL3101");
    }

    [Fact]
    public void A_detector_that_was_kept_scores_the_same()
    {
        var random = new Random(2);
        double[] rows = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        var trained = WindowAnomalyDetector.Train(
            [new WindowPart("a", "level"), new WindowPart("b", "level")], rows, cancellationToken: TestContext.Current.CancellationToken);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Assert.Equal(trained.Score([0.5, 9], []), Windows.Keep(trained, path).Score([0.5, 9], []));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
