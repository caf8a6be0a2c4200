using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>What the maker of a snapshot is at, seen from the journal and the store that it uses.</summary>
internal sealed class MakingPhases(IJournal journal, ISnapshotStore store)
{
    /// <summary>The names of the phases, in their order.</summary>
    public static readonly IReadOnlyList<string> Names = ["load", "check", "follow", "hash", "write", "read back", "remove", "trim"];

    private string? _name;
    private long _began;
    private DateTime _since;

    /// <summary>The journal to give to the maker.</summary>
    public IJournal Journal => new WatchedJournal(journal, this);

    /// <summary>The store to give to the maker.</summary>
    public ISnapshotStore Store => new WatchedStore(store, this);

    /// <summary>The phases that are over.</summary>
    public List<Phase> Phases { get; } = [];

    /// <summary>A snapshot begins.</summary>
    public void Begin() => Enter("load");

    /// <summary>It is made.</summary>
    public void End() => Enter(null);

    private void Enter(string? name)
    {
        var (now, time) = (Stopwatch.GetTimestamp(), DateTime.UtcNow);
        if (_name is not null)
            Phases.Add(new Phase(_name, _began, now, _since, time));
        (_name, _began, _since) = (name, now, time);
    }

    /// <summary>One phase of one snapshot.</summary>
    /// <param name="Name">What was done.</param>
    /// <param name="Began">When, in ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="Ended">Until when.</param>
    /// <param name="Since">When, by the clock.</param>
    /// <param name="Until">Until when, by the clock.</param>
    internal readonly record struct Phase(string Name, long Began, long Ended, DateTime Since, DateTime Until);

    private sealed class WatchedJournal(IJournal journal, MakingPhases phases) : IJournal
    {
        public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => journal.ReadHeadAsync(cancellationToken);

        public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) =>
            journal.BeginEpochAsync(epoch, cancellationToken);

        public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken) =>
            journal.AppendAsync(batch, epoch, after, cancellationToken);

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
            long from, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            phases.Enter("follow");
            try
            {
                await foreach (var batch in journal.ReadAsync(from, cancellationToken).ConfigureAwait(false))
                    yield return batch;
            }
            finally
            {
                phases.Enter("hash");
            }
        }

        public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken)
        {
            phases.Enter("trim");
            return journal.TrimAsync(position, cancellationToken);
        }

        public ValueTask DisposeAsync() => journal.DisposeAsync();
    }

    private sealed class WatchedStore(ISnapshotStore store, MakingPhases phases) : ISnapshotStore
    {
        public async ValueTask WriteAsync(
            SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
        {
            phases.Enter("write");
            await store.WriteAsync(header, pieces, cancellationToken).ConfigureAwait(false);
            phases.Enter("read back");
        }

        public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken)
        {
            if (phases._name != "load")
                phases.Enter("remove");
            return store.ListAsync(cancellationToken);
        }

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
            long position, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var piece in store.ReadAsync(position, cancellationToken).ConfigureAwait(false))
                yield return piece;
            phases.Enter("check");
        }

        public ValueTask RemoveAsync(long position, CancellationToken cancellationToken) => store.RemoveAsync(position, cancellationToken);
    }
}
