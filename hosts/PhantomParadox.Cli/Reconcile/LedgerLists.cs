using System.Globalization;

namespace PhantomParadox.Cli;

/// <summary>Gathers deposits and payouts from events.</summary>
internal sealed class LedgerLists
{
    private readonly Dictionary<string, Opened> _byRow = new(StringComparer.Ordinal);
    private readonly List<Opened> _payouts = [];
    private string? _counted;

    public Dictionary<string, LedgerDeposit> Deposits { get; } = new(StringComparer.Ordinal);

    public void Take(JournalEvent happened)
    {
        switch (happened.Type)
        {
            case "DepositCounted":
                _counted = Text(happened, "transaction");
                Deposits[_counted] = new(default, Number(happened, "amount"), Number(happened, "position"));
                break;
            case "MoneyMoved" when _counted is not null:
                // Where its money goes follows at once, and says what it is counted in.
                Deposits[_counted] = Deposits[_counted] with { Currency = Word<Currency>(happened, "currency") };
                _counted = null;
                break;
            case "PayoutOpened":
                var opened = new Opened(
                    Text(happened, "id"), Word<Currency>(happened, "currency"), Text(happened, "reference"),
                    (IReadOnlyList<string>)Field(happened, "lines")!, Number(happened, "fee"));
                _byRow[Text(happened, "payout")] = opened;
                _payouts.Add(opened);
                break;
            case "PayoutDoubted" when _byRow.TryGetValue(Text(happened, "payout"), out var doubted):
                doubted.Status = PayoutStatus.Review;
                break;
            case "PayoutEnded" when _byRow.TryGetValue(Text(happened, "payout"), out var ended):
                ended.Status = Word<PayoutStatus>(happened, "status");
                ended.Slot = Number(happened, "position");
                ended.Fee = Number(happened, "fee");
                break;
        }
    }

    /// <summary>All payouts that are known: those of the events, their wallets by name, and those that only the state still has.</summary>
    /// <exception cref="JournalCorruptException">An event names a wallet that the state doesn't have.</exception>
    public IReadOnlyList<LedgerPayout> PayoutsWith(TreasuryBooks books)
    {
        var wallets = books.Wallets.DistinctBy(book => book.Row).ToDictionary(book => book.Row, book => book.Wallet, StringComparer.Ordinal);
        var known = _payouts.Select(payout => payout.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. _payouts.Select(payout => new LedgerPayout(
                payout.Id, payout.Currency, payout.Reference, [.. payout.Lines.Select(line => LineOf(line, wallets))], payout.Fee, payout.Status, payout.Slot)),
            .. books.Payouts.Where(payout => !known.Contains(payout.Id.ToString())).Select(payout => new LedgerPayout(
                payout.Id.ToString(), payout.Currency, payout.Signed.Reference, payout.Lines, payout.Signed.Fee, payout.Status, payout.Position)),
        ];
    }

    private static PayoutLine LineOf(string line, Dictionary<string, string> wallets)
    {
        var at = line.IndexOf(' ', StringComparison.Ordinal);
        return wallets.TryGetValue(line[..at], out var wallet)
            ? new(wallet, ulong.Parse(line.AsSpan(at + 1), CultureInfo.InvariantCulture))
            : throw new JournalCorruptException($"A payout pays wallet {line[..at]}, which the state doesn't have.");
    }

    private static object? Field(JournalEvent happened, string name) => happened.Fields.First(field => field.Name == name).Value;

    private static string Text(JournalEvent happened, string name) => (string)Field(happened, name)!;

    private static T Word<T>(JournalEvent happened, string name)
        where T : struct, Enum => Enum.Parse<T>(Text(happened, name), ignoreCase: true);

    private static ulong Number(JournalEvent happened, string name) => (ulong)Field(happened, name)!;

    private sealed class Opened(string id, Currency currency, string reference, IReadOnlyList<string> lines, ulong fee)
    {
        public string Id => id;

        public Currency Currency => currency;

        public string Reference => reference;

        /// <summary>Of each the wallet's row and the amount.</summary>
        public IReadOnlyList<string> Lines => lines;

        public ulong Fee { get; set; } = fee;

        public PayoutStatus Status { get; set; } = PayoutStatus.Open;

        public ulong Slot { get; set; }
    }
}
