namespace Feedline;

/// <summary>Takes findings as they change. Implemented by users.</summary>
public interface IFindingSink
{
    /// <summary>Called on the evaluating thread for each finding that opened or was resolved; it must not block.</summary>
    /// <param name="finding">The finding. A snapshot: it may be kept.</param>
    /// <remarks>An exception is counted and reported in the evaluation's failures; it reaches neither the engine nor other sinks.</remarks>
    void Emit(Finding finding);
}
