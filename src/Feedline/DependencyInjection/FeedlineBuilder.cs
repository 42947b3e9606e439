using Microsoft.Extensions.DependencyInjection;

namespace Feedline;

internal sealed class FeedlineBuilder(IServiceCollection services) : IFeedlineBuilder
{
    public IServiceCollection Services { get; } = services;
}
