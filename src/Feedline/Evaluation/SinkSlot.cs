namespace Feedline;

/// <summary>A sink in its engine. What it throws goes no further.</summary>
internal sealed class SinkSlot(IFindingSink sink)
{
    private int _failures;

    /// <summary>Gives the sink a finding.</summary>
    /// <returns>The failure, or null.</returns>
    public EvaluationFailure? Emit(Finding finding)
    {
        try
        {
            sink.Emit(finding);
            _failures = 0;
            return null;
        }
        catch (Exception exception)
        {
            return new EvaluationFailure(FailureOrigin.Sink, sink.GetType().Name, exception, ++_failures);
        }
    }
}
