namespace Feedline.MachineLearning.Classification;

/// <summary>Tells whether a window looks like those that the modes named for it were trained on.</summary>
/// <remarks>
/// Each feature has a scale of its own, the spread of quiet windows, and is pressed into -1 to 1, so that how far it is off
/// counts for less than that it is off. What sticks out of the hull of the envelopes of the modes named, or of that of quiet
/// windows where none is, is not explained by them. The novelty of a window is the share of its whole deviation (sums of
/// squares) that is not: a strong fault may carry some oddities with it, a quiet window may not. Immutable.
/// </remarks>
internal sealed class NoveltyTest(float[] centres, float[] scales, Envelope[] envelopes, double limit)
{
    /// <summary>So many spreads are half way to the end of the scale.</summary>
    private const float Half = 6;

    /// <summary>A deviation that does not matter, added to the whole one: what is hardly off at all cannot be novel.</summary>
    private const double Floor = 0.5;

    /// <summary>By feature, the median of quiet windows.</summary>
    public float[] Centres { get; } = centres;

    /// <summary>By feature, the spread of quiet windows.</summary>
    public float[] Scales { get; } = scales;

    /// <summary>That of quiet windows first, then those of the modes in the model's order.</summary>
    public Envelope[] Envelopes { get; } = envelopes;

    /// <summary>Above it a window is unlike anything known.</summary>
    public double Limit { get; } = limit;

    /// <summary>Where a value lies in the scale.</summary>
    public float Press(int feature, float value)
    {
        float spreads = (value - Centres[feature]) / Scales[feature];
        return spreads / (Math.Abs(spreads) + Half);
    }

    /// <summary>The share of the window's deviation that is not explained, 0 to 1.</summary>
    /// <param name="features">The features, <see cref="BoostedTrees.Missing"/> for what is not measured, which never sticks out.</param>
    /// <param name="isNamed">By mode, whether it is named.</param>
    /// <param name="feature">The feature that sticks out most; -1 when none does.</param>
    public double Novelty(ReadOnlySpan<float> features, ReadOnlySpan<bool> isNamed, out int feature)
    {
        double unexplained = 0;
        double all = Floor;
        double most = 0;
        feature = -1;
        for (int i = 0; i < features.Length; i++)
        {
            // A long pause may be anything.
            if (features[i] <= BoostedTrees.Missing || i == (int)WindowFeature.PauseRatio)
                continue;

            float value = Press(i, features[i]);
            double beyond = Beyond(i, value, isNamed);
            unexplained += beyond * beyond;
            all += value * value;
            if (beyond > most)
            {
                most = beyond;
                feature = i;
            }
        }

        return unexplained / all;
    }

    private double Beyond(int feature, float value, ReadOnlySpan<bool> isNamed)
    {
        float least = float.PositiveInfinity;
        float greatest = float.NegativeInfinity;
        bool isAny = false;
        for (int mode = 0; mode < isNamed.Length; mode++)
        {
            if (!isNamed[mode])
                continue;

            isAny = true;
            least = Math.Min(least, Envelopes[mode + 1].Least[feature]);
            greatest = Math.Max(greatest, Envelopes[mode + 1].Greatest[feature]);
        }

        if (!isAny)
            (least, greatest) = (Envelopes[0].Least[feature], Envelopes[0].Greatest[feature]);

        // A feature that no training window of it had says nothing.
        return least > greatest ? 0 : Math.Max(0, Math.Max(least - value, value - greatest));
    }
}
