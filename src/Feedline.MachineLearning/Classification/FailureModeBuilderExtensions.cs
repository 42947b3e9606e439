using Feedline.MachineLearning;
using Feedline.MachineLearning.Classification;

namespace Feedline;

/// <summary>Adds the classifier of failure modes (rule FL9102) to an engine without a container.</summary>
public static class FailureModeBuilderExtensions
{
    /// <summary>
    /// Adds a rule that names a failure mode where the mode's own rule lacks signals, and raises the confidence of findings that the
    /// classifier agrees with. It lowers none, removes none, and speaks only where no other rule does.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="model">The model; null for the one that comes with the package.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static DiagnosticEngineBuilder AddFailureModeClassifier(this DiagnosticEngineBuilder builder, FailureModeModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddRule(new FailureModeRule(model ?? FailureModeModel.LoadShipped()));
    }
}
