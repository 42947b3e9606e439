using System.Globalization;
using Microsoft.Extensions.Options;

namespace Feedline;

/// <summary>Checks the engine's bounds, those of the store included.</summary>
internal sealed partial class FeedlineOptionsValidator : IValidateOptions<FeedlineOptions>
{
    private static readonly Ranges RangesOfAttributes = new();

    public ValidateOptionsResult Validate(string? name, FeedlineOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        result.AddResult(RangesOfAttributes.Validate(name, options));
        if (options.EvaluationBudget <= TimeSpan.Zero)
        {
            result.AddError(
                $"It is {options.EvaluationBudget}, and must be more than zero, or null for no budget.",
                nameof(options.EvaluationBudget));
        }

        CheckRange(result, "Store.MaxSeries", options.Store.MaxSeries, 1, 4_194_304);
        CheckRange(result, "Store.SamplesPerSeries", options.Store.SamplesPerSeries, 16, 1_048_576);
        return result.Build();
    }

    private static void CheckRange(ValidateOptionsResultBuilder result, string property, int value, int least, int most)
    {
        if (value < least || value > most)
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"It is {value}, and must be from {least} to {most}."), property);
    }

    [OptionsValidator]
    private sealed partial class Ranges : IValidateOptions<FeedlineOptions>;
}
