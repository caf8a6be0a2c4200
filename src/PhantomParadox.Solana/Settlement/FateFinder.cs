namespace PhantomParadox.Solana;

/// <summary>Finds out what became of a transaction.</summary>
/// <remarks>
/// A transaction has expired once the finalized height is above the last at which it could land, and a node that has seen that height knows
/// nothing of it. The height is read first: read second, a landing in between would be missed. Whoever denies a transaction could make the market
/// pay twice, so that it expired or failed must be said by every node, and twice where there is one.
/// </remarks>
internal sealed class FateFinder(IRpcClient client, ulong margin)
{
    // Up to here every node keeps the statuses that it has seen; further back it must show that it keeps history.
    private const ulong SurelyKept = 5_000;

    public async Task<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken)
    {
        if (!Signature.TryParse(payout.Reference, out var signature))
            return new(PayoutFate.Doubtful, Detail: "Its reference is not a transaction's signature.");
        var first = await AskAsync(client, signature, payout.ExpiresAt, cancellationToken).ConfigureAwait(false);
        if (first.Fate is not (PayoutFate.Expired or PayoutFate.Failed))
            return first;
        foreach (var witness in client.Endpoints.Count > 1 ? client.Endpoints : [client])
        {
            var second = await AskAsync(witness, signature, payout.ExpiresAt, cancellationToken).ConfigureAwait(false);
            if (second.Fate != first.Fate)
                return Weigh(first, second);
        }

        return first;
    }

    private static PayoutLook Weigh(PayoutLook first, PayoutLook second) => (first.Fate, second.Fate) switch
    {
        (_, PayoutFate.Unknown or PayoutFate.Doubtful) => second,
        // A node that doesn't keep it is no evidence against one that has it.
        (PayoutFate.Expired, PayoutFate.Paid) => second,
        _ => new(PayoutFate.Doubtful, second.Position, $"One node says {first.Fate}, another {second.Fate}."),
    };

    private async Task<PayoutLook> AskAsync(IRpcClient node, Signature signature, ulong expiresAt, CancellationToken cancellationToken)
    {
        try
        {
            var epoch = await node.GetEpochInfoAsync(Commitment.Finalized, cancellationToken).ConfigureAwait(false);
            var statuses = await node.GetSignatureStatusesAsync([signature], searchTransactionHistory: true, cancellationToken).ConfigureAwait(false);
            if (statuses.Value[0] is { } status)
            {
                if (status.ConfirmationStatus != Commitment.Finalized)
                    return new(PayoutFate.Unknown);
                return status.Error is { } error ? new(PayoutFate.Failed, status.Slot, error.ToString()) : new(PayoutFate.Paid, status.Slot);
            }

            if (epoch.BlockHeight <= expiresAt + margin || statuses.Context.Slot < epoch.AbsoluteSlot)
                return new(PayoutFate.Unknown);
            return epoch.BlockHeight <= expiresAt + margin + SurelyKept
                || await HistoryReach.GoesBackToAsync(node, epoch, expiresAt, cancellationToken).ConfigureAwait(false)
                    ? new(PayoutFate.Expired)
                    : new(PayoutFate.Doubtful, Detail: "The node knows nothing of it, and doesn't keep blocks from so long ago.");
        }
        catch (RpcException error) when (error.Kind == RpcErrorKind.NotKept)
        {
            return new(PayoutFate.Doubtful, Detail: $"The node doesn't keep history: {error.Message}");
        }
        catch (RpcException error)
        {
            throw RpcFaults.Translate(error);
        }
    }
}
