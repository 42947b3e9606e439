using Feedline;
using Feedline.MachineLearning;

namespace Microsoft.ML;

/// <summary>Feedline's telemetry as ML.NET data.</summary>
/// <remarks>
/// <para>
/// Nothing is copied when data is made. Each pass over it reads the store or the recording anew, holds one row and the chunks it is
/// read in, and works out the columns that are asked for. For many passes, as trainers make them, put
/// <see cref="DataOperationsCatalog.Cache"/> in between.
/// </para>
/// <para>
/// Of a store that is being written to, data holds the samples there were when it was made: later ones are not in it, so all passes
/// agree. Only what the store itself drops meanwhile, because a series keeps no more, is missing from later passes: make the store
/// larger, or cache. <see cref="IDataView.GetRowCount"/> is null where it is not known.
/// </para>
/// <para>
/// Data may be shared between threads; a cursor is one thread's. Rows of a store can be shared out to several cursors, by series or rank;
/// those of a recording cannot. Rows are not shuffled: <see cref="IDataView.CanShuffle"/> is false.
/// </para>
/// </remarks>
public static class FeedlineDataExtensions
{
    /// <summary>The samples that a store keeps, one row each: see <see cref="SampleColumns"/>. Series by series in the order in which they came, each oldest first.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="store">The store; an engine's is <see cref="DiagnosticEngine.Store"/>.</param>
    /// <param name="signals">The names of signals; all if there are none.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IDataView LoadFromSignals(this DataOperationsCatalog catalog, SignalStore store, params string[] signals)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(signals);
        return StoreSampleView.Of(store, [.. signals]);
    }

    /// <summary>The samples of a recording, one row each, in its order: see <see cref="SampleColumns"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="open">Opens the recording at its start. Called by each pass, which closes it.</param>
    /// <param name="signals">The names of signals; all if there are none.</param>
    /// <remarks>
    /// Samples are judged as a store judges them: counters become increases; what is not finite, a sentinel or out of order is left out.
    /// A recording of more than 131,072 series throws <see cref="InvalidOperationException"/> while it is read.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IDataView LoadFromRecording(this DataOperationsCatalog catalog, Func<IRecordedSource> open, params string[] signals)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(signals);
        return new RecordingSampleView(open, [.. signals]);
    }

    /// <summary>Training steps that a store keeps, one row a rank and step: see <see cref="StepDataColumns"/>. Rank by rank, each oldest first.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="store">The store; an engine's is <see cref="DiagnosticEngine.Store"/>.</param>
    /// <param name="options">What the rows hold; null for all signals.</param>
    /// <remarks>
    /// A sample belongs to the step of its rank that it is not later than. A cell is NaN where the rank has no sample of it in the step, and
    /// where the store no longer keeps all of them. The first step kept of a longer run gives no row: where it began is not known.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="store"/> is null.</exception>
    /// <exception cref="ArgumentException">A column is there twice, or the clock is empty.</exception>
    public static IDataView LoadStepsFromSignals(this DataOperationsCatalog catalog, SignalStore store, StepDataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(store);
        return StoreStepView.Of(store, new StepSchema(options ?? new StepDataOptions()));
    }

    /// <summary>Training steps of a recording, one row a rank and step: see <see cref="StepDataColumns"/>. In the order in which they are complete.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="open">Opens the recording at its start. Called by each pass, which closes it.</param>
    /// <param name="options">What the rows hold; null for all signals.</param>
    /// <remarks>
    /// A sample belongs to the step of its rank that it is not later than, and a cell without one is NaN. A sample that the recording
    /// brings after younger ones counts for the step under way. Samples are judged as by
    /// <see cref="LoadFromRecording"/>.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="open"/> is null.</exception>
    /// <exception cref="ArgumentException">A column is there twice, or the clock is empty.</exception>
    public static IDataView LoadStepsFromRecording(this DataOperationsCatalog catalog, Func<IRecordedSource> open, StepDataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(open);
        return new RecordingStepView(open, new StepSchema(options ?? new StepDataOptions()));
    }
}
