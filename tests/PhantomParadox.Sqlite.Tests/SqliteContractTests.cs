using Microsoft.Extensions.DependencyInjection;
using PhantomParadox.Contracts;
using PhantomParadox.Hosting;

namespace PhantomParadox.Sqlite.Tests;

public sealed class SqliteJournalContractTests : JournalContract, IDisposable
{
    private readonly TemporaryStorage _files = new();

    public void Dispose() => _files.Dispose();

    protected override ValueTask<IJournal> CreateAsync() => new(_files.Open().Journal);
}

public sealed class SqliteSnapshotStoreContractTests : SnapshotStoreContract, IDisposable
{
    private readonly TemporaryStorage _files = new();

    public void Dispose() => _files.Dispose();

    protected override ValueTask<ISnapshotStore> CreateAsync() => new(_files.Open().Snapshots);
}

public sealed class SqliteArchiveContractTests : ArchiveContract, IDisposable
{
    private readonly TemporaryStorage _files = new();

    public void Dispose() => _files.Dispose();

    protected override ValueTask<IArchive> CreateAsync() => new(_files.Open().Archive);
}

public sealed class SqliteMarketHostContractTests : MarketHostContract, IDisposable
{
    private readonly TemporaryStorage _files = new();

    public void Dispose() => _files.Dispose();

    protected override void Use(IPhantomParadoxBuilder market) => market.UseSqlite(_files.Path);
}
