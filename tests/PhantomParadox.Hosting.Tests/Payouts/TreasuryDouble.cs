namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>A treasury in a few lines: what the market promises of payouts and deposits, and refusals as a test wants them.</summary>
internal sealed class TreasuryDouble(TimeProvider time) : ITreasury
{
    private readonly Dictionary<(Currency, string), ulong> _owed = [];
    private readonly Dictionary<(Currency, string), DateTimeOffset> _since = [];
    private readonly List<PayoutRecord> _payouts = [];
    private readonly List<DepositOrder> _orders = [];
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);

    /// <summary>Gives the next answers of a member, by its name, before anything happens.</summary>
    public Dictionary<string, Queue<Func<Refusal>>> Refusals { get; } = new(StringComparer.Ordinal);

    public List<string> Calls { get; } = [];

    public ulong LeftToday { get; set; } = ulong.MaxValue;

    public int MostOnAPage { get; set; } = 100;

    public IReadOnlyList<PayoutRecord> Payouts => _payouts;

    public IReadOnlyList<DepositOrder> Orders => _orders;

    public List<(DepositReference Reference, ArrivedDeposit Deposit)> Counted { get; } = [];

    public void Owe(string wallet, ulong amount, Currency currency = Currency.Sol)
    {
        if (_owed.GetValueOrDefault((currency, wallet)) == 0)
            _since[(currency, wallet)] = time.GetUtcNow();
        _owed[(currency, wallet)] = _owed.GetValueOrDefault((currency, wallet)) + amount;
    }

    public ulong OwedTo(string wallet, Currency currency = Currency.Sol) => _owed.GetValueOrDefault((currency, wallet));

    public void Refuse(string member, RefusalCode code) => Refuse(member, () => new Refusal(code, "The test said so."));

    /// <summary>Makes a member's next call throw.</summary>
    public void Break(string member) => Refuse(member, () => throw new IOException("The test lost this call."));

    public void Order(DepositOrder order) => _orders.Add(order);

    public void Forget(DepositReference reference) => _orders.RemoveAll(order => order.Reference == reference);

    public ValueTask<Outcome<OwedAmounts>> GetOwedAsync(OwedQuery query, CancellationToken cancellationToken = default) => Answer("GetOwed", () =>
    {
        var all = Payable(query.Currency);
        var page = PageOf(all.Where(owed => owed.Line.Amount >= query.AtLeast).ToList(), Place(query.Cursor));
        return new OwedAmounts([.. page.Items.Select(owed => owed.Line)], Sum(all.Select(owed => owed.Line)), LeftToday)
        {
            Since = [.. page.Items.Select(owed => owed.Since)],
            NextCursor = page.NextCursor,
        };
    });

    public ValueTask<Outcome<PayoutRecord>> OpenPayoutAsync(PayoutOpening opening, CancellationToken cancellationToken = default)
    {
        if (opening.Lines.Any(line => _owed.GetValueOrDefault((opening.Currency, line.Wallet)) < line.Amount || IsUnderWay(opening.Currency, line.Wallet)))
            Refuse("OpenPayout", RefusalCode.PayoutNotOwed);
        return Answer("OpenPayout", () =>
        {
            foreach (var line in opening.Lines)
                _owed[(opening.Currency, line.Wallet)] -= line.Amount;
            return Open(new PayoutRecord
            {
                Id = opening.Payout, Status = PayoutStatus.Open, Currency = opening.Currency, Lines = opening.Lines, Signed = opening.Signed, OpenedAt = time.GetUtcNow(),
            });
        });
    }

    /// <summary>Opens a payout without anybody's asking.</summary>
    public PayoutRecord Open(PayoutRecord payout)
    {
        _payouts.Add(payout);
        return payout;
    }

    public ValueTask<Outcome<PayoutRecord>> RecordPayoutAsync(PayoutId payout, PayoutLook look, CancellationToken cancellationToken = default) => Answer("RecordPayout", () => End(
        payout,
        look.Fate switch
        {
            PayoutFate.Paid => PayoutStatus.Paid,
            PayoutFate.Doubtful => PayoutStatus.Review,
            _ => PayoutStatus.Released,
        },
        look));

    public ValueTask<Outcome<PayoutRecord>> ResolvePayoutAsync(PayoutId payout, bool wasPaid, string note, CancellationToken cancellationToken = default) =>
        Answer("ResolvePayout", () => End(payout, wasPaid ? PayoutStatus.Paid : PayoutStatus.Released, new PayoutLook(PayoutFate.Paid, Detail: note)));

    public ValueTask<Outcome<PayoutRecord>> GetPayoutAsync(PayoutId payout, CancellationToken cancellationToken = default) =>
        Answer("GetPayout", () => _payouts.Single(one => one.Id == payout));

    public ValueTask<Outcome<Page<PayoutRecord>>> ListPayoutsAsync(PayoutQuery query, CancellationToken cancellationToken = default) => Answer("ListPayouts", () =>
    {
        return PageOf(_payouts.Where(payout => query.Status is null || payout.Status == query.Status).Reverse().ToList(), Place(query.Cursor));
    });

    public ValueTask<Outcome<Page<DepositOrder>>> ListDepositOrdersAsync(string? cursor, int limit, CancellationToken cancellationToken = default) => Answer(
        "ListDepositOrders", () => PageOf(_orders, Place(cursor)));

    public ValueTask<Outcome<DepositOrder>> CountDepositAsync(DepositReference reference, ArrivedDeposit deposit, CancellationToken cancellationToken = default) => Answer("CountDeposit", () =>
    {
        Counted.Add((reference, deposit));
        var index = _orders.FindIndex(order => order.Reference == reference);
        if (_counted.Add(deposit.Transaction))
        {
            var arrived = _orders[index].Arrived + deposit.Amount;
            _orders[index] = _orders[index] with { Arrived = arrived, Status = arrived >= _orders[index].Amount ? DepositStatus.Funded : _orders[index].Status };
        }

        return _orders[index];
    });

    public ValueTask<Outcome<IReadOnlyList<TreasuryTotals>>> GetTotalsAsync(CancellationToken cancellationToken = default) => Answer<IReadOnlyList<TreasuryTotals>>("GetTotals", () =>
        [.. Enum.GetValues<Currency>().Select(currency => new TreasuryTotals(
            currency, 0, 0, Sum(_payouts.Where(payout => IsUnderWay(payout) && payout.Currency == currency).SelectMany(payout => payout.Lines)),
            Sum(Payable(currency).Select(owed => owed.Line)), 0, 0))]);

    private static bool IsUnderWay(PayoutRecord payout) => payout.Status is PayoutStatus.Open or PayoutStatus.Review;

    private static UInt128 Sum(IEnumerable<PayoutLine> lines) => lines.Aggregate(UInt128.Zero, (sum, line) => sum + line.Amount);

    private static int Place(string? cursor) => cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);

    private bool IsUnderWay(Currency currency, string wallet) => _payouts.Any(payout =>
        IsUnderWay(payout) && payout.Currency == currency && payout.Lines.Any(line => line.Wallet == wallet));

    private List<(PayoutLine Line, DateTimeOffset Since)> Payable(Currency currency) =>
    [
        .. _owed.Where(owed => owed.Key.Item1 == currency && owed.Value > 0 && !IsUnderWay(currency, owed.Key.Item2))
            .Select(owed => (new PayoutLine(owed.Key.Item2, owed.Value), _since[owed.Key])),
    ];

    private PayoutRecord End(PayoutId id, PayoutStatus status, PayoutLook look)
    {
        var index = _payouts.FindIndex(payout => payout.Id == id);
        if (_payouts[index].Status == status)
            return _payouts[index];
        if (status == PayoutStatus.Released)
        {
            foreach (var line in _payouts[index].Lines)
                _owed[(_payouts[index].Currency, line.Wallet)] = OwedTo(line.Wallet, _payouts[index].Currency) + line.Amount;
        }

        return _payouts[index] = _payouts[index] with { Status = status, Position = look.Position, Detail = look.Detail, EndedAt = time.GetUtcNow() };
    }

    private Page<T> PageOf<T>(IReadOnlyList<T> all, int from)
    {
        var next = from + MostOnAPage;
        return new Page<T>(
            [.. all.Skip(from).Take(MostOnAPage)], next < all.Count ? next.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    private void Refuse(string member, Func<Refusal> refusal)
    {
        if (!Refusals.TryGetValue(member, out var queue))
            Refusals.Add(member, queue = new());
        queue.Enqueue(refusal);
    }

    private ValueTask<Outcome<T>> Answer<T>(string member, Func<T> answer)
    {
        Calls.Add(member);
        return new(Refusals.TryGetValue(member, out var refusals) && refusals.TryDequeue(out var refusal) ? new Outcome<T>(refusal(), 1) : new Outcome<T>(answer(), 1));
    }
}
