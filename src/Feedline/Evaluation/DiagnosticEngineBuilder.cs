using System.Diagnostics.Metrics;
using Feedline.Rules;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Feedline;

/// <summary>Puts an engine together without a container.</summary>
/// <remarks>
/// Not safe for several threads at once. It builds one engine: sources are started once, so a second engine needs a builder
/// and sources of its own.
/// </remarks>
public sealed class DiagnosticEngineBuilder
{
    private static readonly FeedlineOptionsValidator OptionsValidator = new();
    private static readonly RuleExecutionOptionsValidator RuleOptionsValidator = new();

    private readonly List<(IDiagnosticRule Rule, Action<RuleExecutionOptions>? Configure)> _rules = [];
    private readonly List<(string RuleId, Action<RuleExecutionOptions> Configure)> _configurations = [];
    private readonly List<ISignalSource> _sources = [];
    private readonly List<IFindingSink> _sinks = [];
    private readonly MeterSourceOptions _meters = new();
    private bool _isBuilt;

    /// <summary>The engine's only clock. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The engine's bounds. Default: those of a new <see cref="FeedlineOptions"/>.</summary>
    public FeedlineOptions Options { get; init; } = new();

    /// <summary>Makes the engine's own meter; null to let the engine make one. Default: null.</summary>
    public IMeterFactory? MeterFactory { get; init; }

    /// <summary>Makes the engine's logger; null for none. Default: null.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Adds a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>This builder.</returns>
    public DiagnosticEngineBuilder AddRule(IDiagnosticRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _rules.Add((rule, null));
        return this;
    }

    /// <summary>Adds a rule and says how the engine runs it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="configure">Changes the rule's options. <see cref="ConfigureRule"/> comes after it, and so has the last word.</param>
    /// <returns>This builder.</returns>
    public DiagnosticEngineBuilder AddRule(IDiagnosticRule rule, Action<RuleExecutionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(configure);
        _rules.Add((rule, configure));
        return this;
    }

    /// <summary>Adds a rule made of a descriptor and a delegate.</summary>
    /// <param name="descriptor">What the rule is.</param>
    /// <param name="evaluate">What it does; see <see cref="IDiagnosticRule.Evaluate"/>.</param>
    /// <returns>This builder.</returns>
    public DiagnosticEngineBuilder AddRule(RuleDescriptor descriptor, Action<RuleContext> evaluate)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(evaluate);
        return AddRule(new DelegateRule(descriptor, evaluate));
    }

    /// <summary>Says how the engine runs a rule, built-in or added, before or after this call. Several calls add up in their order.</summary>
    /// <param name="ruleId">The rule's id, in its exact letters; also that of an engine finding, such as <c>FL9001</c>.</param>
    /// <param name="configure">Changes the rule's options.</param>
    /// <returns>This builder.</returns>
    public DiagnosticEngineBuilder ConfigureRule(string ruleId, Action<RuleExecutionOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ruleId);
        ArgumentNullException.ThrowIfNull(configure);
        _configurations.Add((ruleId, configure));
        return this;
    }

    /// <summary>Adds a source. The engine starts it and disposes it.</summary>
    /// <param name="source">The source.</param>
    /// <returns>This builder.</returns>
    public DiagnosticEngineBuilder AddSource(ISignalSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _sources.Add(source);
        return this;
    }

    /// <summary>Adds a sink. It stays its maker's: the engine does not dispose it.</summary>
    /// <param name="sink">The sink.</param>
    /// <returns>This builder.</returns>
    public DiagnosticEngineBuilder AddSink(IFindingSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _sinks.Add(sink);
        return this;
    }

    /// <summary>Listens to meters of this process. Several calls add up; a meter that several names meet is heard once.</summary>
    /// <param name="meters">Names of meters; see <see cref="MeterSourceOptions.Meters"/>.</param>
    /// <returns>This builder.</returns>
    public DiagnosticEngineBuilder AddMeterSource(params string[] meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        foreach (string meter in meters)
            _meters.Meters.Add(meter);

        return this;
    }

    /// <summary>Listens to meters of this process, and says what their samples have in common. Several calls add up.</summary>
    /// <param name="configure">Adds names of meters and dimensions.</param>
    /// <returns>This builder.</returns>
    public DiagnosticEngineBuilder AddMeterSource(Action<MeterSourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_meters);
        return this;
    }

    /// <summary>Builds the engine.</summary>
    /// <returns>The engine; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, two rules have the same id, a configured id is that of no rule, or the name of a meter is
    /// empty. All faults are told at once.
    /// </exception>
    /// <exception cref="InvalidOperationException">This builder has built its engine already.</exception>
    public DiagnosticEngine Build()
    {
        var faults = new List<string>();
        return TryBuild(faults) ?? throw new ArgumentException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>Builds the engine, or says all that is wrong.</summary>
    internal DiagnosticEngine? TryBuild(List<string> faults)
    {
        if (_isBuilt)
            throw new InvalidOperationException("A builder builds one engine.");

        Collect(faults, OptionsValidator.Validate(name: null, Options));
        Dictionary<string, RuleRegistration> rules = RegisterRules(faults);
        var engineRule = new RuleExecutionOptions();
        Configure(rules, engineRule, faults);
        foreach (RuleRegistration rule in rules.Values)
            Collect(faults, RuleOptionsValidator.Validate(rule.Descriptor.Id, rule.Options));

        Collect(faults, RuleOptionsValidator.Validate(EngineRules.RuleQuarantined.Id, engineRule));
        if (_meters.Meters.Any(string.IsNullOrWhiteSpace))
            faults.Add($"{nameof(MeterSourceOptions)}.{nameof(MeterSourceOptions.Meters)}: A meter's name is empty.");

        if (faults.Count > 0)
            return null;

        _isBuilt = true;
        if (_meters.Meters.Count > 0)
            _sources.Add(new MeterSource(_meters));

        return new DiagnosticEngine(new EngineDefinition(
            Options, TimeProvider, [.. rules.Values], engineRule, [.. _sources], [.. _sinks], MeterFactory, LoggerFactory));
    }

    private Dictionary<string, RuleRegistration> RegisterRules(List<string> faults)
    {
        // No rule is ever removed, so the dictionary keeps the order in which they came.
        var rules = new Dictionary<string, RuleRegistration>(StringComparer.Ordinal);
        IEnumerable<(IDiagnosticRule, Action<RuleExecutionOptions>?)> builtIn = Options.UseBuiltInRules
            ? BuiltInRules.All.Select(rule => (rule, (Action<RuleExecutionOptions>?)null))
            : [];
        foreach ((IDiagnosticRule rule, Action<RuleExecutionOptions>? configure) in builtIn.Concat(_rules))
        {
            if (rule.Descriptor is not { } descriptor)
            {
                faults.Add($"The rule {rule.GetType().Name} has no descriptor.");
                continue;
            }

            var options = new RuleExecutionOptions();
            configure?.Invoke(options);
            bool isEngines = descriptor.Id == EngineRules.RuleQuarantined.Id;
            if (isEngines || !rules.TryAdd(descriptor.Id, new RuleRegistration(rule, descriptor, options)))
                faults.Add($"Two rules have the id '{descriptor.Id}'.");
        }

        return rules;
    }

    private void Configure(Dictionary<string, RuleRegistration> rules, RuleExecutionOptions engineRule, List<string> faults)
    {
        foreach ((string id, Action<RuleExecutionOptions> configure) in _configurations)
        {
            if (rules.TryGetValue(id, out RuleRegistration? rule))
                configure(rule.Options);
            else if (id == EngineRules.RuleQuarantined.Id)
                configure(engineRule);
            else
                faults.Add(RuleIdSuggestion.Explain(id, rules.Keys.Append(EngineRules.RuleQuarantined.Id)));
        }
    }

    private static void Collect(List<string> faults, ValidateOptionsResult result)
    {
        if (result.Failed)
            faults.AddRange(result.Failures);
    }
}
