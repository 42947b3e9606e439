namespace Feedline;

/// <summary>A source in its engine. What it throws goes no further.</summary>
internal sealed class SourceSlot(ISignalSource source)
{
    private bool _runs;
    private int _failures;

    /// <summary>Starts the source. One that fails here is left alone from then on.</summary>
    /// <returns>The failure, or null.</returns>
    public EvaluationFailure? Start(ISignalWriter writer)
    {
        try
        {
            source.Start(writer);
            _runs = true;
            return null;
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
    }

    /// <summary>Asks the source for its samples, if it runs.</summary>
    /// <returns>The failure, or null.</returns>
    public EvaluationFailure? Collect()
    {
        if (!_runs)
            return null;

        try
        {
            source.Collect();
            _failures = 0;
            return null;
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
    }

    /// <summary>Ends the source.</summary>
    /// <returns>The failure, or null.</returns>
    public EvaluationFailure? Dispose()
    {
        try
        {
            source.Dispose();
            return null;
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
    }

    private EvaluationFailure Failed(Exception exception) =>
        new(FailureOrigin.Source, source.GetType().Name, exception, ++_failures);
}
