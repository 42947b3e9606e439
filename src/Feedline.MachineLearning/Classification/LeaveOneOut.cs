namespace Feedline.MachineLearning.Classification;

/// <summary>Tests on each recording a model that was trained on the others.</summary>
internal static class LeaveOneOut
{
    /// <summary>Trains as many models as there are recordings.</summary>
    /// <param name="recordings">The windows of each recording; two or more.</param>
    /// <param name="seed">See <see cref="FailureModeTrainer"/>.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The counts over all recordings; a recording whose others hold too little to train on counts as called unknown.</returns>
    public static ModeCounts Test(
        IReadOnlyList<IReadOnlyList<LabelledWindow>> recordings, int seed, CancellationToken cancellationToken = default)
    {
        var counts = new ModeCounts();
        for (int held = 0; held < recordings.Count; held++)
        {
            LabelledWindow[] others = [.. recordings.Where((_, i) => i != held).SelectMany(static windows => windows)];
            if (FailureModeTrainer.Refusal(others) is null)
            {
                counts.Add(FailureModeTrainer.Train(others, seed, "", cancellationToken), recordings[held]);
                continue;
            }

            foreach (LabelledWindow window in recordings[held])
            {
                if (window.IsClear)
                    counts.Add(ModeCounts.TruthOf(window), new HashSet<string> { ModeCounts.Unknown });
            }
        }

        return counts;
    }
}
