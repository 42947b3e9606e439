namespace Feedline;

/// <summary>What a rule sees during one evaluation.</summary>
/// <remarks>
/// Owned by the engine, used by one thread, and valid only until <see cref="IDiagnosticRule.Evaluate"/> returns: a later call
/// throws <see cref="InvalidOperationException"/>. Spans and windows are copies or snapshots; nothing is allocated for them
/// after warm-up.
/// </remarks>
public abstract class RuleContext
{
    /// <summary>The time of the evaluation in nanoseconds since 1970: the data's time in a replay, the clock's when live.</summary>
    public abstract long NowUnixNanoseconds { get; }

    /// <summary>Signalled when the evaluation should end. A loop over thousands of ranks asks now and then.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The jobs seen so far.</summary>
    public abstract ReadOnlySpan<JobView> Jobs { get; }

    /// <summary>
    /// The findings of all rules that held at the end of the evaluation before this one, in the order they opened: what is found in
    /// this evaluation is seen in the next.
    /// </summary>
    public abstract ReadOnlySpan<Finding> ActiveFindings { get; }

    /// <summary>The series of a signal; empty when there are none.</summary>
    /// <param name="signal">The signal's name.</param>
    public abstract ReadOnlySpan<SeriesKey> Series(string signal);

    /// <summary>Copies a stretch of a series.</summary>
    /// <param name="series">A key that <see cref="Series"/> gave.</param>
    /// <param name="window">Which samples.</param>
    /// <returns>The window; empty when there are fewer samples than asked for.</returns>
    /// <exception cref="ArgumentException">The key is not of this engine's store.</exception>
    public abstract SampleWindow Window(SeriesKey series, WindowSpec window);

    /// <summary>Scratch memory for this evaluation, zeroed, reused afterwards.</summary>
    /// <param name="length">How many elements; from 0.</param>
    public abstract Span<double> Scratch(int length);

    /// <summary>The rule's own state for a job: made at the first call, kept as long as the job.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="job">The job.</param>
    /// <param name="create">Makes the state. A static lambda keeps the call free of allocations.</param>
    public abstract T State<T>(JobView job, Func<T> create)
        where T : class;

    /// <summary>Says that a condition holds now.</summary>
    /// <param name="finding">What is the matter.</param>
    /// <exception cref="ArgumentNullException"><paramref name="finding"/> is null.</exception>
    public abstract void Report(FindingDraft finding);

    /// <summary>
    /// Says that this rule, by other means, comes to what an active finding of another rule says. The finding's confidence rises to
    /// the one given, and the evidence is added to its own, as long as it is open. A confidence never falls by it: what is less
    /// than the finding's own, or than an earlier support's, does nothing.
    /// </summary>
    /// <param name="finding">One of <see cref="ActiveFindings"/>.</param>
    /// <param name="confidence">How sure one may be of the finding with both rules' evidence, 0 to 1.</param>
    /// <param name="evidence">What this rule goes by.</param>
    /// <returns>True when it raised the confidence; false when it did nothing, or the finding is resolved by now.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="finding"/> or <paramref name="evidence"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not from 0 to 1.</exception>
    /// <exception cref="ArgumentException">The finding is this rule's own: no rule supports itself.</exception>
    public abstract bool Support(Finding finding, double confidence, Evidence evidence);
}
