using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Feedline;

/// <summary>All that an engine is made of, checked.</summary>
internal sealed record EngineDefinition(
    FeedlineOptions Options,
    TimeProvider TimeProvider,
    ImmutableArray<RuleRegistration> Rules,
    RuleExecutionOptions EngineRuleOptions,
    ImmutableArray<ISignalSource> Sources,
    ImmutableArray<IFindingSink> Sinks,
    IMeterFactory? MeterFactory,
    ILoggerFactory? LoggerFactory);
