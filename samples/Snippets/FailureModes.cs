namespace Feedline.Samples.Snippets;

/// <summary>A classifier beside the rules.</summary>
public static class FailureModes
{
    /// <summary>Names failure modes where rules lack signals.</summary>
    public static int Count()
    {
        #region failure-mode-classifier
        using DiagnosticEngine engine = new DiagnosticEngineBuilder()
            .AddFailureModeClassifier()                      // or with a model of your own: FailureModeModel.Load(stream)
            .Build();
        #endregion
        return engine.Rules.Count;
    }
}
