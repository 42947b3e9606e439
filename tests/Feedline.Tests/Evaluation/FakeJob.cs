namespace Feedline.Tests.Evaluation;

/// <summary>A job that only has an id.</summary>
internal sealed class FakeJob(string job) : JobView
{
    public override string Job => job;

    public override ReadOnlySpan<RankProgress> Ranks => [];

    public override long FirstUnixNanoseconds => 0;

    public override long LastUnixNanoseconds => 0;

    public override long FirstSequence => 0;

    public override long EndSequence => 0;

    public override StepRow Row(long sequence) => throw new ArgumentOutOfRangeException(nameof(sequence));

    public override ReadOnlySpan<double> Values(long sequence, StepColumn column) =>
        throw new ArgumentOutOfRangeException(nameof(sequence));

    public override bool Has(StepColumn column) => false;
}
