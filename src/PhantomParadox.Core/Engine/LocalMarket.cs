namespace PhantomParadox;

/// <summary>A market that runs in this process: the state machine behind its one writer, and the queries on it.</summary>
public sealed partial class LocalMarket : IMarket, IAsyncDisposable
{
    /// <summary>Makes a market; <see cref="StartAsync"/> sets it going.</summary>
    /// <param name="options">Its numbers. Read once, here.</param>
    /// <param name="ports">What it stands on. The journal, snapshots and archive stay the caller's to dispose.</param>
    public LocalMarket(MarketOptions options, MarketPorts ports)
    {
    }

    /// <summary>Ends when the market has stopped; faulted with the cause where it failed.</summary>
    public Task Completion => throw new NotImplementedException();

    /// <summary>Reads the journal and begins to take commands.</summary>
    /// <exception cref="JournalCorruptException">The journal can't be read; nothing was written.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Takes nothing more, finishes what it was given, and ends.</summary>
    /// <param name="cancellationToken">Gives up finishing: what is not durable then is abandoned.</param>
    public Task StopAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Stops it, if that hasn't happened.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
