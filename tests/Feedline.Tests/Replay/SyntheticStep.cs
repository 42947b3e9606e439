namespace Feedline.Tests.Replay;

/// <summary>What truly happened in one step, in seconds of the run: what a ledger is measured by.</summary>
internal readonly record struct SyntheticStep(
    int Attempt, long Number, double Start, double End, double Checkpoint, double Evaluation, int World)
{
    public double Seconds => End - Start;

    /// <summary>Without checkpoint and evaluation.</summary>
    public double Plain => Seconds - Checkpoint - Evaluation;
}
