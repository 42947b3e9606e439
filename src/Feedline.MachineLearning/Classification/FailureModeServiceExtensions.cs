using Feedline.MachineLearning;
using Feedline.MachineLearning.Classification;
using Microsoft.Extensions.DependencyInjection;

namespace Feedline;

/// <summary>Adds the classifier of failure modes (rule FL9102) to the engine of a container.</summary>
public static class FailureModeServiceExtensions
{
    /// <inheritdoc cref="FailureModeBuilderExtensions.AddFailureModeClassifier"/>
    public static IFeedlineBuilder AddFailureModeClassifier(this IFeedlineBuilder builder, FailureModeModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IDiagnosticRule>(_ => new FailureModeRule(model ?? FailureModeModel.LoadShipped()));
        return builder;
    }
}
