using Feedline.Reliability;

namespace Feedline.Samples.Snippets;

/// <summary>Models of what waits for the slowest, as the guides show them.</summary>
public static class SlowestOfMany
{
    /// <summary>Step time and efficiency of a large job from the steps of a small one.</summary>
    public static JitterPrediction Amplify(ReadOnlySpan<double> ownTimes)
    {
        #region jitter-fit
        JitterModel model = JitterModel.Fit(ownTimes, ranks: 4);          // a row of 4 ranks per step, in seconds
        JitterPrediction large = model.Predict(ranks: 16_384);
        Estimate step = large.StepTime;                                   // median, Lower and Upper at 95 %
        double kept = large.ConsistencyIndex.Value;                       // share of peak throughput that survives
        double drained = model.Predict(16_384, withOffsets: false).Efficiency.Value;    // were the stragglers replaced
        #endregion
        _ = (step, kept, drained);
        return large;
    }

    /// <summary>Own times from the columns of a step table.</summary>
    public static double[] OwnTimes(double[][] inputWait, double[][] compute)
    {
        #region jitter-rows
        // By step and rank: training.data.wait.duration and training.compute.duration of the same step.
        double[] ownTimes = [.. inputWait.Zip(compute, (waits, computes) => waits.Zip(computes, (wait, work) => wait + work)).SelectMany(row => row)];
        #endregion
        return ownTimes;
    }

    /// <summary>What an incast costs, and what would help.</summary>
    public static IncastPrediction Incast()
    {
        #region incast
        var gather = new IncastScenario
        {
            FanIn = 32,
            RequestBytes = 256e3,
            LinkBytesPerSecond = 125e6,
            BufferBytes = 64e3,
            InitialWindowSegments = 3,
        };
        IncastPrediction now = IncastModel.Predict(gather);               // 100 simulated blocks
        Estimate mean = now.BlockSeconds;                                 // with its interval
        double unlucky = now.BlockQuantile(0.99);
        Estimate stalled = now.BlocksWithTimeout;                         // share of blocks with a timeout
        int before = IncastModel.SafeFanIn(gather);                       // one more sender, and a tenth of the time is lost
        IncastPrediction quick = IncastModel.Predict(gather with { MinimumTimeoutSeconds = 200e-6 });
        IncastPrediction paced = IncastModel.Predict(gather with { Control = IncastControl.Paced });
        double buffer = IncastModel.LossFreeBufferBytes(gather);          // that nothing is ever dropped
        #endregion
        _ = (quick, paced, buffer, mean, unlucky, stalled, before);
        return now;
    }

    /// <summary>What a checkpoint's burst costs, alone and again and again.</summary>
    public static CheckpointCycle Burst()
    {
        #region checkpoint-burst
        var burst = new CheckpointBurst
        {
            Writers = 64,                                                 // 70B parameters: 912 GB from 64 processes
            CheckpointBytes = 912e9,
            TierBytesPerSecond = 100e9,
            WriterBytesPerSecond = 5e9,
            BufferBytes = 1e12,
            DrainBytesPerSecond = 2e9,
        };
        double blocking = CheckpointBurstModel.Predict(burst).WriteSeconds;              // 9.12 s into an empty buffer
        CheckpointCycle often = CheckpointBurstModel.Cycle(burst, intervalSeconds: 300); // the drain takes 456 s: back-pressure
        double needed = CheckpointBurstModel.BandwidthForOverhead(912e9, 1_800, overhead: 0.01);
        #endregion
        _ = (blocking, needed);
        return often;
    }
}
