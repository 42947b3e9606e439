namespace Feedline.Samples.Snippets;

/// <summary>An engine of one's own, without a container.</summary>
public static class EmbeddedEngine
{
    /// <summary>Listens to this process and looks once.</summary>
    public static void ListenToMeters()
    {
        #region embedded-engine
        using DiagnosticEngine engine = new DiagnosticEngineBuilder()
            .AddMeterSource("Trainer.*")
            .Build();
        engine.Start();

        // On a thread of yours, about once a second:
        EvaluationReport report = engine.Evaluate();
        foreach (Finding finding in report.Findings)
            Console.WriteLine($"{finding.State} {finding.Severity} {finding.Rule.Id}: {finding.Message}");
        #endregion
    }

    /// <summary>Writes samples without a meter.</summary>
    public static SampleOutcome WriteByHandle(DiagnosticEngine engine, double seconds)
    {
        ArgumentNullException.ThrowIfNull(engine);
        #region write-by-handle
        SignalDescriptor signal = SignalCatalog.Find(SignalNames.DataWaitDuration)!;
        SeriesHandle wait = engine.Writer.GetOrAddSeries(
            signal, [new(DimensionKeys.Job, "job-7"), new(DimensionKeys.Rank, 3), new(DimensionKeys.Node, "node3")]);

        // From now on, at each step, on any thread:
        SampleOutcome outcome = engine.Writer.Write(wait, seconds);
        #endregion
        return outcome;
    }

    /// <summary>What all meters of one process have in common.</summary>
    public static DiagnosticEngine WithDimensions(int rank)
    {
        #region meter-dimensions
        var builder = new DiagnosticEngineBuilder();
        builder.AddMeterSource(options =>
        {
            options.Meters.Add("Trainer.*");
            options.Dimensions.Add(new Dimension(DimensionKeys.Job, "job-7"));
            options.Dimensions.Add(new Dimension(DimensionKeys.Rank, rank));
            options.Dimensions.Add(new Dimension(DimensionKeys.Node, Environment.MachineName));
        });
        #endregion
        return builder.Build();
    }

    /// <summary>Why a rule says nothing.</summary>
    public static void PrintStatus(DiagnosticEngine engine, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(output);
        #region rule-status
        foreach (RuleStatus rule in engine.GetRuleStatus())
        {
            output.WriteLine($"{rule.RuleId}: {rule.Outcome}, ran {rule.Evaluations} times, reported {rule.Reports} conditions");
            if (rule.Outcome == RuleOutcome.MissingSignals)
                output.WriteLine($"  no series of {string.Join(", ", rule.MissingSignals)}");
            if (rule.LastFailure is not null)
                output.WriteLine($"  last failure: {rule.LastFailure}");
        }
        #endregion
    }
}
