namespace Feedline.MachineLearning.Classification;

/// <summary>What <see cref="FailureModeRule"/> knows of a job. Made once a job; nothing is allocated for a window after that.</summary>
internal sealed class ClassifiedJob(FailureModeModel model)
{
    private readonly double[] _features = new double[WindowWatch.FeatureCount];
    private readonly float[] _encoded = new float[WindowWatch.FeatureCount];

    public WindowWatch Watch { get; } = new();

    public FailureModePrediction Prediction { get; } = new(model.Modes.Length);

    /// <summary>By mode, in how many evaluations in a row it was likely.</summary>
    public int[] Looks { get; } = new int[model.Modes.Length];

    /// <summary>By mode, since when it is likely, in nanoseconds since 1970.</summary>
    public long[] Since { get; } = new long[model.Modes.Length];

    /// <summary>The features of the window looked at last, as the trees see them.</summary>
    public ReadOnlySpan<float> Features => _encoded;

    /// <summary>By feature, for one explanation at a time.</summary>
    public double[] Contributions { get; } = new double[WindowWatch.FeatureCount];

    /// <summary>Looks at the job's window as it is now; false while it is too early.</summary>
    public bool Look(RuleContext context, JobView job)
    {
        Watch.Observe(context, job);
        if (!Watch.IsReady)
            return false;

        Watch.Read(context, job, _features);
        SignalMask.Encode(_features, _encoded);
        model.Predict(_encoded, Prediction);
        return true;
    }
}
