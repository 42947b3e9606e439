namespace Feedline.Reliability;

/// <summary>What all data-parallel ranks do in each step: the n-th operation of a kind on a stage.</summary>
internal readonly record struct Operation(int Stage, OperationKind Kind, int Sequence)
{
    /// <summary>The operation's name in messages.</summary>
    public override string ToString() => $"{OperationKinds.NameOf(Kind)} {Sequence} of stage {Stage}";
}
