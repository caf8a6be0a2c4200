using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Snapshots;

namespace PhantomParadox.Sqlite.Reading;

/// <summary>The snapshots of a market that somebody else may run.</summary>
internal sealed class ReadOnlySnapshotStore(string path) : ISnapshotStore
{
    public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(File.Exists(path) ? SnapshotReader.List(path, SqliteOpenMode.ReadOnly) : []);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        using var reader = SnapshotReader.Open(path, position, SqliteOpenMode.ReadOnly);
        while (reader.Next() is { } piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return piece;
        }
    }

    public ValueTask WriteAsync(
        SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken) =>
        throw new NotSupportedException("These snapshots are open for reading only.");

    public ValueTask RemoveAsync(long position, CancellationToken cancellationToken) =>
        throw new NotSupportedException("These snapshots are open for reading only.");
}
