namespace PhantomParadox.Solana;

/// <summary>The hash of the first final block at a slot or after it.</summary>
internal static class SlotHash
{
    /// <summary>Asks every node, and believes them where none disagrees.</summary>
    /// <exception cref="RpcException">No node can say.</exception>
    /// <exception cref="InvalidOperationException">Two nodes disagree.</exception>
    public static async Task<Hash> ReadAsync(IRpcClient client, ulong slot, TimeProvider time, CancellationToken cancellationToken)
    {
        Hash? said = null;
        RpcException? last = null;
        foreach (var node in client.Endpoints)
        {
            try
            {
                var hash = await AskAsync(node, slot, time, cancellationToken).ConfigureAwait(false);
                if (said is { } other && other != hash)
                    throw new InvalidOperationException($"Two nodes disagree on the block of slot {slot}: {other} and {hash}.");
                said = hash;
            }
            catch (RpcException error)
            {
                last = error;
            }
        }

        return said ?? throw last!;
    }

    private static async Task<Hash> AskAsync(IRpcClient node, ulong slot, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await node.GetBlocksWithLimitAsync(slot, 1, Commitment.Finalized, cancellationToken).ConfigureAwait(false);
            if (found.Count > 0)
            {
                var block = await node.GetBlockAsync(found[0], Commitment.Finalized, cancellationToken: cancellationToken).ConfigureAwait(false);
                // A node that no longer keeps the block would name a later one.
                return block.ParentSlot < slot
                    ? block.BlockHash
                    : throw new RpcException(RpcErrorKind.NotKept, $"The node keeps no block from slot {slot}; its next one is {found[0]}.");
            }

            // The slot is final and had no block, and the next one isn't there yet.
            await Task.Delay(SolanaBeacon.Pace, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
