using Microsoft.Extensions.Options;

namespace Feedline;

/// <summary>Checks the policy of one rule; its name is the rule's id.</summary>
internal sealed partial class RuleExecutionOptionsValidator : IValidateOptions<RuleExecutionOptions>
{
    private static readonly Ranges RangesOfAttributes = new();

    public ValidateOptionsResult Validate(string? name, RuleExecutionOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        result.AddResult(RangesOfAttributes.Validate(name, options));
        if (options.Period < TimeSpan.Zero)
            result.AddError($"It is {options.Period}, and must not be negative.", Named(name, nameof(options.Period)));

        if (options.Severity is { } severity && !Enum.IsDefined(severity))
            result.AddError($"{(int)severity} is not a severity.", Named(name, nameof(options.Severity)));

        return result.Build();
    }

    private static string Named(string? name, string property) => $"{name}.{property}";

    [OptionsValidator]
    private sealed partial class Ranges : IValidateOptions<RuleExecutionOptions>;
}
