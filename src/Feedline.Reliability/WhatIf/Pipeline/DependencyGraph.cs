namespace Feedline.Reliability;

/// <summary>Which operation waits for which, the same in all steps and data-parallel ranks.</summary>
internal sealed class DependencyGraph
{
    private readonly List<int>[] _before;
    private readonly List<int[]> _groups = [];
    private readonly List<bool> _overRanks = [];
    private readonly int[] _groupOf;

    public DependencyGraph(int rows)
    {
        _before = new List<int>[rows];
        for (int row = 0; row < rows; row++)
            _before[row] = [];

        _groupOf = new int[rows];
        Array.Fill(_groupOf, -1);
    }

    /// <summary>How many operations there are.</summary>
    public int RowCount => _before.Length;

    /// <summary>Groups of operations that end together because each waits for the others.</summary>
    public IReadOnlyList<int[]> Groups => _groups;

    /// <summary>The operations that one waits for.</summary>
    public IReadOnlyList<int> Before(int row) => _before[row];

    /// <summary>The group an operation is in; -1 for one that waits for nobody once begun.</summary>
    public int GroupOf(int row) => _groupOf[row];

    /// <summary>Whether a group also waits for its like on the other data-parallel ranks.</summary>
    public bool IsOverRanks(int group) => _overRanks[group];

    public void Add(int before, int after) => _before[after].Add(before);

    /// <summary>Lets each wait for the one before.</summary>
    public void AddChain(ReadOnlySpan<int> rows)
    {
        for (int i = 1; i < rows.Length; i++)
            Add(rows[i - 1], rows[i]);
    }

    public void AddGroup(int[] rows, bool overRanks)
    {
        foreach (int row in rows)
            _groupOf[row] = _groups.Count;

        _groups.Add(rows);
        _overRanks.Add(overRanks);
    }
}
