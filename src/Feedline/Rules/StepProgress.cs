namespace Feedline.Rules;

/// <summary>How far each rank has come within a step, by a number that all ranks of a group count up alike.</summary>
/// <remarks>
/// Whoever is below the greatest of its group has not come as far as the others; one that itself waits at the greatest of
/// another group, in which somebody is behind, is held up and not to blame. Numbers that are further apart than two steps count
/// up are of other origins, as after a restart of one rank, and are not compared.
/// </remarks>
internal sealed class StepProgress(string signal)
{
    /// <summary>What was so many times longer than any gap before it was no normal one.</summary>
    private const double AbnormalGap = 5;

    private const int WarmUpMoves = 8;
    private const double ComparableSteps = 2;

    /// <summary>While steps end it is looked each so many times how far ranks have counted.</summary>
    private const int LooksEvery = 16;

    private readonly List<Feed> _feeds = [];
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private Group[] _states = [];
    private bool[] _isBehind = [];
    private bool[] _isWaiting = [];
    private bool[] _isCounted = [];
    private int _seriesSeen;
    private int _moves;
    private int _looks;
    private long _movedAt = long.MinValue;

    public bool IsMeasured => _feeds.Count > 0;

    /// <summary>For how long, at the longest, no rank counted, in seconds.</summary>
    public double LongestGap { get; private set; }

    /// <summary>True when at the last comparison all ranks had counted, and as far as each other.</summary>
    public bool IsLevel { get; private set; }

    /// <summary>How far the ranks behind had come at the last comparison, and how far the others.</summary>
    public double Least { get; private set; }

    public double Greatest { get; private set; }

    /// <summary>For how long no rank has counted, in seconds; 0 while nothing is known.</summary>
    public double Frozen(long now) => _moves > WarmUpMoves ? UnixTime.ToSeconds(now - _movedAt) : 0;

    /// <summary>Reads the counts.</summary>
    /// <param name="context">The evaluation.</param>
    /// <param name="job">The job.</param>
    /// <param name="isStepping">Whether a step has ended since the last look: then ranks have counted, and it is seldom looked how far.</param>
    /// <param name="isHung">Whether the job hangs: then the gap is none to learn.</param>
    public void Observe(RuleContext context, JobView job, bool isStepping, bool isHung)
    {
        ReadOnlySpan<SeriesKey> series = context.Series(signal);
        if (series.IsEmpty)
            return;

        if (isStepping && _looks++ % LooksEvery != 0)
        {
            Move(context.NowUnixNanoseconds, isHung);
            return;
        }

        if (series.Length != _seriesSeen || job.Ranks.Length != _isBehind.Length)
            Bind(series, job);

        bool moved = isStepping;
        foreach (Feed feed in _feeds)
        {
            SampleWindow window = context.Window(feed.Series, WindowSpec.LastSamples(1));
            if (window.IsEmpty || window.Values[^1] == feed.Value)
                continue;

            moved = true;
            if (!(window.Values[^1] > feed.Value))
            {
                feed.First = window.Values[^1];
                feed.FirstStep = job.Ranks[feed.Slot].Step;
            }

            feed.Value = window.Values[^1];
        }

        if (moved)
            Move(context.NowUnixNanoseconds, isHung);
    }

    /// <summary>Finds the ranks behind.</summary>
    /// <param name="ranks">The ranks of the job.</param>
    /// <param name="present">By place, whether the rank takes part.</param>
    /// <param name="behind">Gets the places of those behind; empty when there is none, or when they are more than half of a group.</param>
    public void Compare(ReadOnlySpan<RankProgress> ranks, ReadOnlySpan<bool> present, List<int> behind)
    {
        behind.Clear();
        IsLevel = false;
        if (!IsMeasured)
            return;

        Measure(ranks, present);
        Array.Clear(_isBehind);
        Array.Clear(_isWaiting);
        Array.Clear(_isCounted);
        IsLevel = true;
        Least = double.PositiveInfinity;
        Greatest = double.NegativeInfinity;
        foreach (Feed feed in _feeds)
        {
            ref readonly Group group = ref _states[feed.Group];
            if (!present[feed.Slot] || double.IsNaN(feed.Value))
                continue;

            _isCounted[feed.Slot] = true;
            bool isBehind = feed.Value < group.Greatest;
            IsLevel &= !isBehind;
            if (!group.HasCulprits)
            {
                Greatest = IsLevel ? Math.Max(Greatest, group.Greatest) : Greatest;
                continue;
            }

            _isBehind[feed.Slot] |= isBehind;
            _isWaiting[feed.Slot] |= !isBehind;
        }

        for (int slot = 0; slot < _isBehind.Length; slot++)
        {
            IsLevel &= _isCounted[slot] || !present[slot];
            if (_isBehind[slot] && !_isWaiting[slot])
                behind.Add(slot);
        }

        foreach (Feed feed in _feeds)
        {
            if (behind.Count > 0 && feed.Slot == behind[0] && feed.Value < _states[feed.Group].Greatest && feed.Value < Least)
                (Least, Greatest) = (feed.Value, _states[feed.Group].Greatest);
        }
    }

    private void Move(long now, bool isHung)
    {
        double gap = _movedAt == long.MinValue ? 0 : UnixTime.ToSeconds(now - _movedAt);
        if (!isHung && (_moves <= WarmUpMoves || gap <= AbnormalGap * LongestGap))
            LongestGap = Math.Max(LongestGap, gap);

        _movedAt = now;
        _moves++;
    }

    private void Measure(ReadOnlySpan<RankProgress> ranks, ReadOnlySpan<bool> present)
    {
        Array.Fill(_states, new Group { Greatest = double.NegativeInfinity });
        foreach (Feed feed in _feeds)
        {
            if (!present[feed.Slot] || double.IsNaN(feed.Value))
                continue;

            ref Group group = ref _states[feed.Group];
            group.Members++;
            group.Greatest = Math.Max(group.Greatest, feed.Value);
            long steps = ranks[feed.Slot].Step - feed.FirstStep;
            if (steps > 0)
                group.Rate = Math.Max(group.Rate, (feed.Value - feed.First) / steps);
        }

        foreach (Feed feed in _feeds)
        {
            ref Group group = ref _states[feed.Group];
            if (!present[feed.Slot] || !(feed.Value < group.Greatest))
                continue;

            group.Behind++;
            group.IsForeign |= group.Greatest - feed.Value > ComparableSteps * group.Rate;
        }
    }

    private void Bind(ReadOnlySpan<SeriesKey> series, JobView job)
    {
        Dictionary<int, int> slots = RuleHelp.Slots(job);
        Dictionary<SeriesKey, Feed> known = _feeds.ToDictionary(static feed => feed.Series);
        _seriesSeen = series.Length;
        _feeds.Clear();
        foreach (SeriesKey key in series)
        {
            if (!RuleHelp.IsOf(key, job) || key.Rank is not { } rank || !slots.TryGetValue(rank, out int slot))
                continue;

            string name = key.TryGetDimension(DimensionKeys.ProcessGroup, out Dimension group) ? group.Text : "";
            _groups.TryAdd(name, _groups.Count);
            Feed feed = known.GetValueOrDefault(key) ?? new Feed(key, _groups[name]);
            feed.Slot = slot;
            _feeds.Add(feed);
        }

        _states = new Group[_groups.Count];
        _isBehind = new bool[slots.Count];
        _isWaiting = new bool[slots.Count];
        _isCounted = new bool[slots.Count];
    }

    private sealed class Feed(SeriesKey series, int group)
    {
        public SeriesKey Series { get; } = series;

        public int Group { get; } = group;

        public int Slot { get; set; }

        public double Value { get; set; } = double.NaN;

        /// <summary>The first value since it last fell, and at which step of the rank.</summary>
        public double First { get; set; }

        public long FirstStep { get; set; }
    }

    private struct Group
    {
        public double Greatest;
        public double Rate;
        public int Members;
        public int Behind;
        public bool IsForeign;

        public readonly bool HasCulprits => Behind > 0 && !IsForeign && Behind <= Members / 2;
    }
}
