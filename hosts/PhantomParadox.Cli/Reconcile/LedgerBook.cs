namespace PhantomParadox.Cli;

/// <summary>A payout as the ledger has it.</summary>
/// <param name="Id">Its id, with dashes.</param>
/// <param name="Currency">What it is counted in.</param>
/// <param name="Reference">The signature of its transaction.</param>
/// <param name="Lines">Who gets how much.</param>
/// <param name="Fee">What the network was to take for it.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Slot">The slot in which it took effect or failed; 0 where none is known.</param>
internal sealed record LedgerPayout(
    string Id, Currency Currency, string Reference, IReadOnlyList<PayoutLine> Lines, ulong Fee, PayoutStatus Status, ulong Slot = 0)
{
    public bool Paid => Status == PayoutStatus.Paid;

    public UInt128 Amount => Lines.Aggregate(UInt128.Zero, (sum, line) => sum + line.Amount);
}

/// <summary>A deposit that was counted.</summary>
/// <param name="Currency">What it is counted in.</param>
/// <param name="Amount">How much.</param>
/// <param name="Slot">The slot in which it came.</param>
internal readonly record struct LedgerDeposit(Currency Currency, ulong Amount, ulong Slot = 0);

/// <summary>What a market's storage says of its money outside.</summary>
/// <param name="Books">The books of the state: they are the truth, also where the journal was trimmed.</param>
/// <param name="Deposits">The deposits that were counted, by transaction, as far back as the journal goes.</param>
/// <param name="Payouts">The payouts as far back as the journal or the state goes, those under way too.</param>
/// <param name="Since">When the journal begins; null where that is the beginning of all, so that nothing may be missing from the lists.</param>
/// <param name="Position">Position of the last event read.</param>
internal sealed record LedgerBook(
    TreasuryBooks Books, IReadOnlyDictionary<string, LedgerDeposit> Deposits, IReadOnlyList<LedgerPayout> Payouts, DateTimeOffset? Since, long Position)
{
    public bool IsWhole => Since is null;

    /// <summary>Reads a market: the newest snapshot that holds and what follows it for the books, and all of the journal for the lists.</summary>
    /// <exception cref="JournalCorruptException">The journal can't be followed.</exception>
    public static async Task<LedgerBook> ReadAsync(StoredMarket storage, int bucketWidth, Progress progress, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var (head, trimmed) = await storage.ReadEndAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await ReadAsync(storage, head, trimmed, bucketWidth, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (JournalCorruptException) when (tries < TrimUnderWay.MostTries)
            {
                if (!await TrimUnderWay.HasEndedAsync(TrimmedToAsync, trimmed, TimeProvider.System, cancellationToken).ConfigureAwait(false))
                    throw;
            }
        }

        async ValueTask<long> TrimmedToAsync() => (await storage.ReadEndAsync(cancellationToken).ConfigureAwait(false)).TrimmedTo;
    }

    private static async Task<LedgerBook> ReadAsync(
        StoredMarket storage, JournalHead head, long trimmed, int bucketWidth, Progress progress, CancellationToken cancellationToken)
    {
        var replay = await BeginAsync(storage, head, trimmed, bucketWidth, cancellationToken).ConfigureAwait(false);
        var lists = new LedgerLists();
        var reader = new JournalReader();
        DateTimeOffset? first = null;
        await foreach (var bytes in storage.ReadJournalAsync(trimmed + 1, cancellationToken).ConfigureAwait(false))
        {
            var batch = reader.Read(bytes);
            if (batch.FirstPosition > head.Position)
                break;
            first ??= batch.FirstAt;
            foreach (var happened in batch.Events)
                lists.Take(happened);
            if (batch.FirstPosition > replay.Position)
                replay.Apply(bytes.Span);
            progress.Report(batch.LastPosition - trimmed, head.Position - trimmed);
        }

        if (replay.Position < head.Position)
            throw new JournalCorruptException($"Position {replay.Position + 1}: the journal ends here, and {head.Position} was its end at the start.");
        replay.Audit();
        var books = replay.ReadBooks();
        return new(books, lists.Deposits, lists.PayoutsWith(books), trimmed == 0 ? null : first ?? DateTimeOffset.MaxValue, replay.Position);
    }

    private static async Task<MarketReplay> BeginAsync(
        StoredMarket storage, JournalHead head, long trimmed, int bucketWidth, CancellationToken cancellationToken)
    {
        var snapshots = await storage.Snapshots.ListAsync(cancellationToken).ConfigureAwait(false);
        SnapshotCorruptException? why = null;
        foreach (var snapshot in snapshots.Where(one => one.Position >= trimmed && one.Position <= head.Position).OrderByDescending(one => one.Position))
        {
            var replay = new MarketReplay(MarketWork.Numbers(bucketWidth));
            try
            {
                replay.Load(storage.Snapshots, snapshot, cancellationToken);
                return replay;
            }
            catch (SnapshotCorruptException damaged)
            {
                // The one before it leads to the same state.
                why ??= damaged;
            }
        }

        return trimmed == 0
            ? new MarketReplay(MarketWork.Numbers(bucketWidth))
            : throw new JournalCorruptException(
                $"Position {trimmed}: the journal was trimmed up to here, and no snapshot that holds leads to what is left."
                + (why is null ? "" : $" {why.Message} Was --bucket-width that of the host?"),
                why);
    }
}
