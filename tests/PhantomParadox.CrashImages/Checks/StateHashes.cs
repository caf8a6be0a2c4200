using System.Security.Cryptography;
using PhantomParadox.CrashImages.Load;

namespace PhantomParadox.CrashImages.Checks;

/// <summary>The state hashes that a history leads to, batch by batch.</summary>
internal sealed class StateHashes
{
    private readonly Dictionary<long, byte[]> _hashes = [];

    public StateHashes(History history)
    {
        var replay = new MarketReplay(MarketGround.Options);
        _hashes[0] = replay.ComputeStateHash();
        foreach (var batch in history.Batches)
        {
            replay.Apply(batch.Bytes);
            if (!SHA256.HashData(batch.Bytes).AsSpan().SequenceEqual(batch.Hash))
                throw new PromiseBrokenException($"the batch up to {batch.Last} was given another hash than its own");
            _hashes[batch.Last] = replay.ComputeStateHash();
        }
    }

    public ReadOnlySpan<byte> At(long position) => _hashes.TryGetValue(position, out var hash)
        ? hash
        : throw new PromiseBrokenException($"no batch that was written ends at {position}");
}
