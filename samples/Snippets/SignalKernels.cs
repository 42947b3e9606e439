using Feedline.Signals;

namespace Feedline.Samples.Snippets;

/// <summary>Kernels of Feedline.Signals as the guide shows them.</summary>
public static class SignalKernels
{
    /// <summary>Median and quantiles of one step's durations.</summary>
    public static (double Median, double P99) Quantiles(ReadOnlySpan<double> durations)
    {
        #region signals-selection
        double[] work = durations.ToArray();                 // a kernel named InPlace reorders what it is given
        double median = Median.InPlace(work);
        double p99 = Quantile.InPlace(work, 0.99);
        #endregion
        return (median, p99);
    }

    /// <summary>Scores each sample by the samples before it.</summary>
    public static int CountOutliers(ReadOnlySpan<double> samples)
    {
        #region signals-stream
        var hampel = new HampelIdentifier(window: 101, floor: 0.001);    // made once; from here on nothing is allocated
        int outliers = 0;
        foreach (double sample in samples)
        {
            if (hampel.Add(sample) > 5)
                outliers++;
        }
        #endregion
        return outliers;
    }

    /// <summary>The slowest of 8,192 ranks, from the durations of a few.</summary>
    public static double SlowestOfMany(double[] durations)
    {
        #region signals-jitter
        double[] ascending = [.. durations.Order()];         // of 8 ranks over many steps, all in one
        ExtremeValueFit fit = ExtremeValueFit.Of(ascending, blockSize: 16);
        double slowest = fit.ExpectedMaximumOf(8_192);       // what a step waits for at 8,192 ranks
        #endregion
        return slowest;
    }

    /// <summary>The rank that is late more often than chance has it, or -1.</summary>
    public static int LateRank(ReadOnlySpan<double> durations, int ranks)
    {
        #region signals-ranks
        var scores = new double[ranks];                      // durations: a row of ranks per step
        RankScores.Compute(durations, scores, scratch: new double[2 * ranks], order: new int[ranks]);
        int latest = scores.AsSpan().IndexOf(scores.Max());
        bool isLate = scores[latest] > 5;
        #endregion
        return isLate ? latest : -1;
    }

    /// <summary>The checkpoint period in utilisation, in samples, or 0.</summary>
    public static double CheckpointPeriod(ReadOnlySpan<double> utilisation)
    {
        #region signals-period
        PeriodEstimate found = new PeriodDetector(utilisation.Length).Detect(utilisation);
        double period = found.PValue < 0.001 ? found.Period : 0;    // in samples
        #endregion
        return period;
    }

    /// <summary>By how many samples the GPUs follow the storage, or null when nothing ties them.</summary>
    public static int? Delay(double[] storage, double[] gpu)
    {
        #region signals-lead
        var leads = new LeadLag(storage.Length, maxLag: 20);
        LeadLagEstimate estimate = leads.Estimate(storage, gpu);
        int? delay = estimate.PValue < 0.01 ? estimate.Lag : null;  // above 0: the GPUs follow
        #endregion
        return delay;
    }

    /// <summary>Adds what a node has counted to what all have, by way of bytes.</summary>
    public static void Gather(DDSketch ofNode, DDSketch ofAll)
    {
        #region signals-sketches
        var bytes = new byte[ofNode.SerializedLength];       // 36, and a few for each bucket in use
        ofNode.WriteTo(bytes);                               // on the node
        ofAll.Merge(DDSketch.Read(bytes));                   // where they come together; same error and range
        #endregion
    }
}
