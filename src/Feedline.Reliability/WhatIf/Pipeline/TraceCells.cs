namespace Feedline.Reliability;

/// <summary>Finds which operations of a trace are the same one in different steps and ranks.</summary>
internal sealed class TraceCells
{
    /// <summary>Beyond any pipeline that is built: a column read wrongly shows here before it costs memory.</summary>
    private const int MostStages = 4_096;

    private readonly Dictionary<long, int> _rows = [];

    public List<Operation> Operations { get; } = [];

    public Dictionary<long, int> Steps { get; } = [];

    public Dictionary<int, int> Ranks { get; } = [];

    public HashSet<string> UnmodelledTypes { get; } = new(StringComparer.Ordinal);

    public long Unmodelled { get; private set; }

    public long Unusable { get; private set; }

    public TraceCell[] Place(ReadOnlySpan<TraceOperation> operations)
    {
        var cells = new TraceCell[operations.Length];
        string? lastType = null;
        int kind = -1;
        long lastStep = 0;
        int step = -1;
        for (int i = 0; i < operations.Length; i++)
        {
            ref readonly TraceOperation operation = ref operations[i];
            cells[i].Row = -1;
            if (!ReferenceEquals(operation.Type, lastType))
            {
                lastType = operation.Type;
                kind = OperationKinds.Find(lastType);
            }

            if (kind < 0)
            {
                Unmodelled++;
                UnmodelledTypes.Add(lastType!);
            }
            else if (!IsUsable(operation))
            {
                Unusable++;
            }
            else
            {
                if (operation.Stage >= MostStages)
                    throw TraceProblem.Of($"Stage {operation.Stage} is beyond the {MostStages} that a pipeline may have.");

                if (operation.Step != lastStep || step < 0)
                    step = PlaceOf(Steps, lastStep = operation.Step);

                cells[i] = new TraceCell(RowOf(operation.Stage, (OperationKind)kind, operation.Sequence), PlaceOf(Ranks, operation.DataParallelRank), step);
            }
        }

        return cells;
    }

    private static bool IsUsable(in TraceOperation operation) =>
        double.IsFinite(operation.StartSeconds) && double.IsFinite(operation.Seconds)
        && operation is { Seconds: >= 0, DataParallelRank: >= 0, Stage: >= 0, Sequence: >= 0 };

    private int RowOf(int stage, OperationKind kind, int sequence)
    {
        long key = ((((long)stage * OperationKinds.Count) + (int)kind) << 32) | (uint)sequence;
        if (!_rows.TryGetValue(key, out int row))
        {
            _rows.Add(key, row = Operations.Count);
            Operations.Add(new Operation(stage, kind, sequence));
        }

        return row;
    }

    private static int PlaceOf<T>(Dictionary<T, int> places, T value)
        where T : notnull
    {
        if (!places.TryGetValue(value, out int place))
            places.Add(value, place = places.Count);

        return place;
    }
}
