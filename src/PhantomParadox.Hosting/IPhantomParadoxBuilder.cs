using Microsoft.Extensions.DependencyInjection;

namespace PhantomParadox.Hosting;

/// <summary>Takes the choices of a host that runs a market. Each Use method replaces one part; the last call wins.</summary>
public interface IPhantomParadoxBuilder
{
    /// <summary>Where the market and its parts are registered.</summary>
    IServiceCollection Services { get; }
}
