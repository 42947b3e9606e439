using Microsoft.Extensions.DependencyInjection;

namespace Feedline;

/// <summary>What <c>AddFeedline</c> gives: the place that extension methods hang on.</summary>
public interface IFeedlineBuilder
{
    /// <summary>The services that Feedline was added to.</summary>
    IServiceCollection Services { get; }
}
