namespace PhantomParadox.Solana;

/// <summary>Writes and signs the transaction of a payout. Nothing of it has an effect outside.</summary>
internal sealed class PayoutWriter(IRpcClient client, ITransactionSigner signer, SolanaNetwork network, SolanaOptions options)
{
    private readonly PublicKey? _usdc = network.UsdcOf(options);

    /// <exception cref="SettlementException">The payer lacks the money, or a node didn't do its part.</exception>
    public async Task<PayoutSigning> WriteAsync(PayoutOrder order, CancellationToken cancellationToken)
    {
        if (order.Currency == Currency.Usdc && _usdc is null)
            return new(null, [], [.. order.Lines.Select(line => new HeldLine(line.Wallet, "Solana:UsdcMint is not set, and this network has none that is known"))]);
        var payer = signer.PublicKey;
        var plan = order.Currency switch
        {
            Currency.Sol => await SolPlan.MakeAsync(client, payer, order.Lines, cancellationToken).ConfigureAwait(false),
            Currency.Usdc => await TokenPlan.MakeAsync(client, payer, _usdc!.Value, order.Lines, cancellationToken).ConfigureAwait(false),
            _ => throw new ArgumentException($"{order.Currency} is no currency that Solana settles.", nameof(order)),
        };
        var (payable, held) = (plan.Payable.ToList(), plan.Held.ToList());
        var promised = payable.Count == 0
            ? default
            : await PromisedMoney.ReadAsync(client, payer, network.Name, order.UnderWay, plan, cancellationToken).ConfigureAwait(false);
        while (payable.Count > 0)
        {
            var lines = Affordable(plan, promised, PayoutMessage.Fitting(payer, order.Payout, payable, options.PriorityFee));
            var (units, refused) = await TryAsync(order.Payout, lines, cancellationToken).ConfigureAwait(false);
            if (refused is not { } line)
                return new(await SignAsync(order.Payout, lines, units, cancellationToken).ConfigureAwait(false), [.. lines.Select(one => one.Line)], held);
            payable.RemoveAll(one => one.Line.Wallet == line.Wallet);
            held.Add(line);
        }

        return new(null, [], held);
    }

    /// <summary>The lines, from the first, that the payer can pay besides what it has promised already.</summary>
    private List<PayableLine> Affordable(PayoutPlan plan, PromisedMoney promised, List<PayableLine> lines)
    {
        if (lines.Count == 0)
            throw new SettlementException("Not one line of the payout fits into a transaction.", isLasting: true);
        var lamports = TransactionFee.LamportsPerSignature + (options.PriorityFee == 0 ? 0 : options.PriorityFeeLimit) + plan.Reserve + promised.Lamports;
        var tokens = plan.Tokens is null ? 0 : promised.Tokens;
        for (var at = 0; at < lines.Count; at++)
        {
            lamports += lines[at].Lamports;
            tokens += plan.Tokens is null ? 0 : lines[at].Line.Amount;
            var isShort = lamports > plan.Lamports || tokens > (plan.Tokens?.Amount ?? 0);
            if (isShort && at > 0)
                return lines[..at];
            if (isShort)
                throw new SettlementException(lamports > plan.Lamports
                    ? $"The market's address {signer.PublicKey} is short of {lamports - plan.Lamports} lamports for the next payout, its fee, rent and reserve{Beside(promised.Lamports)}."
                    : $"The market's address {signer.PublicKey} is short of {tokens - plan.Tokens!.Amount} of USDC's smallest unit for the next payout{Beside(promised.Tokens)}.");
        }

        return lines;

        static string Beside(UInt128 promised) => promised == 0 ? "" : $", beside {promised} that payouts under way may still take";
    }

    /// <summary>Has the payout run without effect, to learn what it uses, and whether one of its lines would spoil it.</summary>
    private async Task<(uint Units, HeldLine? Refused)> TryAsync(PayoutId payout, List<PayableLine> lines, CancellationToken cancellationToken)
    {
        // The bid is for the whole limit, which is the most here: only that there is one counts.
        var message = PayoutMessage.Of(signer.PublicKey, payout, lines, default, ComputeBudgetProgram.MostUnits, Math.Min(options.PriorityFee, 1));
        var trial = (await RpcFaults.AskAsync(() => client.SimulateTransactionAsync(
            Transaction.Unsigned(message).Bytes, verifySignatures: false, replaceBlockHash: true, Commitment.Confirmed, cancellationToken)).ConfigureAwait(false)).Value;
        if (trial.Error is not { } error)
            return (ComputeUnits.LimitFor(trial.UnitsConsumed, lines.Count), null);
        if (error.InstructionIndex is { } at && PayoutMessage.LineOf(lines, at, options.PriorityFee) is { } line && IsOwn(error))
            return (0, new(line.Line.Wallet, $"Its part of the payout would fail: {error}"));
        // Its account is named by a number that isn't read here; the line is found by halves.
        if (error.Type == "InsufficientFundsForRent" && lines.Count == 1)
            return (0, new(lines[0].Line.Wallet, $"Its part of the payout would fail: {error}"));
        foreach (var half in error.Type == "InsufficientFundsForRent" ? (List<PayableLine>[])[lines[..(lines.Count / 2)], lines[(lines.Count / 2)..]] : [])
        {
            if (await TryAsync(payout, half, cancellationToken).ConfigureAwait(false) is { Refused: { } found })
                return (0, found);
        }

        throw new SettlementException($"The payout would fail on the chain: {error}.");

        // What the payer lacks is no fault of the one who is paid.
        bool IsOwn(TransactionError what) => what is not { InstructionErrorType: "InsufficientFunds" } and not { InstructionErrorType: "Custom", CustomCode: 1 };
    }

    private async Task<SignedPayout> SignAsync(PayoutId payout, List<PayableLine> lines, uint units, CancellationToken cancellationToken)
    {
        // The bid is for the whole limit, used or not.
        var price = Math.Min(options.PriorityFee, (ulong)UInt128.Min(ulong.MaxValue, (UInt128)options.PriorityFeeLimit * 1_000_000 / units));
        var newest = (await RpcFaults.AskAsync(() => client.GetLatestBlockHashAsync(Commitment.Confirmed, cancellationToken)).ConfigureAwait(false)).Value;
        var message = PayoutMessage.Of(signer.PublicKey, payout, lines, newest.BlockHash, units, price);
        Transaction signed;
        try
        {
            signed = await Transaction.SignAsync(message, [signer], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidOperationException or SignerException)
        {
            throw new SettlementException($"The signer of {signer.PublicKey} did not sign: {error.Message}", isLasting: true, inner: error);
        }

        return new(signed.Id.ToString(), signed.Bytes, newest.LastValidBlockHeight, TransactionFee.Of(1, units, price), network.Name);
    }
}
