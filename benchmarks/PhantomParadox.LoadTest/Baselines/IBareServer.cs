namespace PhantomParadox.LoadTest.Baselines;

/// <summary>A server that does the least a host could do, as the measure of what it could reach on this machine.</summary>
internal interface IBareServer : IAsyncDisposable
{
    /// <summary>Starts on a free loopback port.</summary>
    /// <returns>The port.</returns>
    Task<int> StartAsync();
}
