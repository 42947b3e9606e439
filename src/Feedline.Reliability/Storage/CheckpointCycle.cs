namespace Feedline.Reliability;

/// <summary>What a checkpoint written now and again costs once the burst buffer is as full as it will be.</summary>
/// <param name="BlockingSeconds">How long each checkpoint blocks the training, in seconds.</param>
/// <param name="BacklogBytes">What of the checkpoint before is still in the buffer when the next one begins, in bytes.</param>
/// <param name="DrainShare">V / (d (interval + blocking)): above 1 the next checkpoint begins before the last one has drained, for ever.</param>
/// <param name="Overhead">Blocking / (interval + blocking): the share of time lost to writing.</param>
public readonly record struct CheckpointCycle(double BlockingSeconds, double BacklogBytes, double DrainShare, double Overhead)
{
    /// <summary>True when the buffer cannot drain in time, and the tier below slows the training down to its own pace.</summary>
    public bool IsBackPressured => DrainShare >= 1;
}
