using PhantomParadox.Contracts;

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
