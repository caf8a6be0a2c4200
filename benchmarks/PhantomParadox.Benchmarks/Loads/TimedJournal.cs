using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Says when each append to another journal began and how long it took: what of a slow command is the journal's, and what the processor's.</summary>
internal sealed class TimedJournal(IJournal inner) : IJournal
{
    /// <summary>The appends so far; to be read while nothing is appended.</summary>
    public List<Timed> Appends { get; } = [];

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => inner.ReadHeadAsync(cancellationToken);

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) => inner.BeginEpochAsync(epoch, cancellationToken);

    public async ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var position = await inner.AppendAsync(batch, epoch, after, cancellationToken).ConfigureAwait(false);
        Appends.Add(new Timed(began, Stopwatch.GetTimestamp() - began));
        return position;
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) => inner.ReadAsync(from, cancellationToken);

    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => inner.TrimAsync(position, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
