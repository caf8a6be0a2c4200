using Microsoft.Extensions.DependencyInjection;

namespace PhantomParadox.Hosting;

/// <summary>Carries the services from one choice to the next.</summary>
internal sealed class PhantomParadoxBuilder(IServiceCollection services) : IPhantomParadoxBuilder
{
    public IServiceCollection Services { get; } = services;
}
