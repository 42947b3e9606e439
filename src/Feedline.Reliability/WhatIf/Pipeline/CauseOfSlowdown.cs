namespace Feedline.Reliability;

/// <summary>Names the cause, with the limits of the published analysis.</summary>
internal static class CauseOfSlowdown
{
    /// <summary>A job straggles from this slowdown on (paper, section 4).</summary>
    private const double Straggles = 1.1;

    /// <summary>What explains half of a slowdown is its cause (paper, section 5).</summary>
    private const double Half = 0.5;

    /// <summary>Forward and backward seconds of micro-batches go together (paper, section 5.3).</summary>
    private const double Together = 0.9;

    public static SlowdownCause Of(PipelineWhatIfReport report)
    {
        bool isDelayed = report.LaunchSlowdown >= Straggles;
        if (report.Slowdown < Straggles)
            return isDelayed ? SlowdownCause.LaunchDelay : SlowdownCause.None;

        if (isDelayed && report.LaunchSlowdown > report.Slowdown)
            return SlowdownCause.LaunchDelay;

        // With one data-parallel rank each stage is one worker, and nothing tells a slow one from one with more to do. The last
        // stage has more to do: the loss is its own.
        bool stagesAreWorkers = report.DataParallelSize == 1 && report.ByStage[0].Index == report.StageCount - 1;
        bool isStage = report.WorstStageShare?.Removed >= Half || report.LastStageShare?.Removed >= Half;
        if (stagesAreWorkers && isStage)
            return SlowdownCause.StageImbalance;

        if (report.SlowestWorkersShare?.Removed > Half)
            return SlowdownCause.SlowWorker;

        // Before the stages: when passes differ within a stage, the stage cannot explain it, but a longer last stage adds to it.
        if (report.MicroBatchCorrelation >= Together && report.MicroBatchShare >= Half)
            return SlowdownCause.SequenceLengthImbalance;

        if (isStage)
            return SlowdownCause.StageImbalance;

        return report.CommunicationShare?.Removed >= Half ? SlowdownCause.Communication : SlowdownCause.Unclear;
    }
}
