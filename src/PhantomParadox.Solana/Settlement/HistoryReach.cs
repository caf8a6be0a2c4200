namespace PhantomParadox.Solana;

/// <summary>Whether a node keeps history from before a transaction could land: else that it knows nothing of it means nothing.</summary>
internal static class HistoryReach
{
    private const ulong Life = 151;
    private const int MostSteps = 10;

    /// <summary>Looks for a block from before the life of a transaction that could land up to a height.</summary>
    public static async Task<bool> GoesBackToAsync(IRpcClient node, EpochInfo newest, ulong lastHeight, CancellationToken cancellationToken)
    {
        var wanted = lastHeight > Life ? lastHeight - Life : 0;
        // There are at least as many slots between two blocks as heights, so the block stands here or before.
        var slot = newest.AbsoluteSlot - Math.Min(newest.AbsoluteSlot, newest.BlockHeight - wanted);
        ulong? last = null;
        for (var step = 0; step < MostSteps; step++)
        {
            var found = await node.GetBlocksWithLimitAsync(slot, 1, Commitment.Finalized, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0 || found[0] == last)
                return false;
            last = found[0];
            var block = await node.GetBlockAsync(found[0], Commitment.Finalized, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (block.BlockHeight is not { } height)
                return false;
            if (height <= wanted)
                return true;
            slot -= Math.Min(slot, (height - wanted) * 2);
        }

        return false;
    }
}
