using System.Globalization;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Cli;

/// <summary>A payout that the ledger has as ended with something on the chain: paid, or failed with its fee.</summary>
internal sealed record LedgerPayout(string Id, Currency Currency, string Reference, UInt128 Amount, ulong Fee, bool Paid);

/// <summary>What a market's files say of its money outside.</summary>
/// <param name="Totals">The sums since the market began.</param>
/// <param name="Deposits">The deposits that were counted, by transaction, as far back as the journal goes.</param>
/// <param name="Payouts">The payouts that ended, as far back as the journal goes.</param>
/// <param name="Open">References of payouts that are open, in review, or were opened before the journal begins.</param>
/// <param name="IsWhole">Whether the journal goes back to the beginning, so that nothing may be missing from the lists.</param>
internal sealed record LedgerBook(
    IReadOnlyList<TreasuryTotals> Totals, IReadOnlyDictionary<string, ulong> Deposits, IReadOnlyList<LedgerPayout> Payouts,
    IReadOnlySet<string> Open, bool IsWhole)
{
    /// <summary>Reads the files; they are only read, also beside a running host.</summary>
    /// <exception cref="JournalCorruptException">The journal can't be followed.</exception>
    public static async Task<LedgerBook> ReadAsync(string path, int bucketWidth, Progress progress, CancellationToken cancellationToken)
    {
        var storage = SqliteStorage.OpenRead(path);
        var (head, trimmed) = storage.ReadEnd();
        var replay = new MarketReplay(MarketWork.Numbers(bucketWidth));
        if (trimmed > 0)
        {
            var snapshots = await storage.Snapshots.ListAsync(cancellationToken).ConfigureAwait(false);
            var first = snapshots.OrderBy(snapshot => snapshot.Position).FirstOrDefault(snapshot => snapshot.Position >= trimmed)
                ?? throw new JournalCorruptException($"Position {trimmed}: the journal was trimmed up to here, and no snapshot leads to what is left.");
            replay.Load(storage.Snapshots, first, cancellationToken);
        }

        var lists = new LedgerLists();
        var reader = new JournalReader();
        await foreach (var bytes in storage.ReadJournalAsync(trimmed + 1, cancellationToken).ConfigureAwait(false))
        {
            var batch = reader.Read(bytes);
            if (batch.FirstPosition > head.Position)
                break;
            foreach (var happened in batch.Events)
                lists.Take(happened);
            if (batch.FirstPosition > replay.Position)
                replay.Apply(bytes.Span);
            progress.Report(batch.LastPosition - trimmed, head.Position - trimmed);
        }

        return new(replay.ReadTotals(), lists.Deposits, lists.Payouts, lists.Open, trimmed == 0);
    }
}

/// <summary>Gathers deposits and payouts from events.</summary>
internal sealed class LedgerLists
{
    private readonly Dictionary<string, (string Id, Currency Currency, string Reference, UInt128 Amount)> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);

    public Dictionary<string, ulong> Deposits { get; } = new(StringComparer.Ordinal);

    public List<LedgerPayout> Payouts { get; } = [];

    public IReadOnlySet<string> Open => _rows.Values.Select(row => row.Reference).Where(reference => !_ended.Contains(reference)).ToHashSet(StringComparer.Ordinal);

    public void Take(JournalEvent happened)
    {
        switch (happened.Type)
        {
            case "DepositCounted":
                Deposits[Text(happened, "transaction")] = Number(happened, "amount");
                break;
            case "PayoutOpened":
                UInt128 sum = 0;
                foreach (var line in (IReadOnlyList<string>)Field(happened, "lines")!)
                    sum += ulong.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
                _rows[Text(happened, "payout")] =
                    (Text(happened, "id"), Enum.Parse<Currency>(Text(happened, "currency"), ignoreCase: true), Text(happened, "reference"), sum);
                break;
            case "PayoutEnded" when _rows.TryGetValue(Text(happened, "payout"), out var row):
                _ended.Add(row.Reference);
                Payouts.Add(new(
                    row.Id, row.Currency, row.Reference, row.Amount, Number(happened, "fee"), Text(happened, "status").Equals(nameof(PayoutStatus.Paid), StringComparison.OrdinalIgnoreCase)));
                break;
        }
    }

    private static object? Field(JournalEvent happened, string name) => happened.Fields.First(field => field.Name == name).Value;

    private static string Text(JournalEvent happened, string name) => (string)Field(happened, name)!;

    private static ulong Number(JournalEvent happened, string name) => (ulong)Field(happened, name)!;
}
