using System.Text;
using PhantomParadox.Agents;
using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Payments;

namespace PhantomParadox.Core.Tests.Payments;

/// <summary>A command that moves money, drawn from one number and from what a market holds; the chain outside is the rig's to remember.</summary>
internal sealed class MoneyDraw(int step, Market market, long now, ulong ordinal, Chain chain)
{
    private readonly CommandDraw _draw = new(step, market, now, ordinal);

    public bool OneIn(int odds) => _draw.OneIn(odds);

    /// <summary>Milliseconds to let pass first.</summary>
    public long Pause() => _draw.Below(30) switch
    {
        < 20 => _draw.Below(5_000),
        < 25 => _draw.Below(900_000),
        < 28 => _draw.Below(3_600_000),
        28 => _draw.Below(90_000_000),
        _ => _draw.OneIn(4) ? _draw.Below(700_000_000) : _draw.Below(100_000),
    };

    public Command Next() => _draw.Below(36) switch
    {
        < 3 => new OpenSession(new SessionId(ordinal), new AgentProfile { Wallet = Agent(), Capabilities = ["relay"], Capacity = 4 }),
        < 9 => new PostJob(Spec(), ReadBack.Record),
        < 16 => Count(),
        < 20 => Holding(Job(JobStatus.Assigned), (job, wallet) => new ReportProgress(job, wallet, new ProgressReport { Progress = _draw.Below(101) }, ReadBack.Receipt)),
        < 23 => Holding(Job(JobStatus.InProgress), (job, wallet) => new CompleteJob(job, wallet, new JobResult { Success = !_draw.OneIn(4) }, ReadBack.Receipt)),
        23 => Buying(Job(JobStatus.Pending), (job, wallet) => new CancelJob(job, wallet, _draw.OneIn(2), ReadBack.Receipt)),
        24 => Buying(Job(JobStatus.Completed), (job, wallet) => new ApproveJob(job, wallet, ReadBack.Receipt)),
        25 => Buying(Job(JobStatus.Completed), (job, wallet) => new RejectJob(job, wallet, "not what I asked for", DisputeCategory.PoorQuality)),
        26 => new CourtDraw(_draw, market).Next(),
        27 => new ClaimJob(Job(JobStatus.Pending), Agent(), default, ReadBack.Receipt),
        28 => new DueForArchive(),
        < 32 => Open(),
        < 35 => Record(),
        _ => new ResolvePayout(Payout(PayoutStatus.Review), _draw.OneIn(2), "looked it up"),
    };

    private JobSpec Spec() => new()
    {
        Type = JobType.Relay,
        Buyer = _draw.OneIn(5) ? Agent() : $"buyer-{_draw.Below(3)}",
        Description = "a job",
        Amount = _draw.OneIn(10) ? 0 : (ulong)_draw.Below(2_000),
        Currency = _draw.OneIn(4) ? Currency.Usdc : Currency.Sol,
        AutoApprove = !_draw.OneIn(3),
        Deadline = _draw.OneIn(5) ? DateTimeOffset.FromUnixTimeMilliseconds(now + _draw.Below(4_000_000) + 1) : null,
        DepositReference = _draw.OneIn(12) ? default : Reference(),
    };

    // One in use now and then.
    private DepositReference Reference() => new(1, _draw.OneIn(10) ? (UInt128)_draw.Below(20) : ordinal + 100);

    // Mostly for an order that waits; some pay too little, too much, for two orders at once, or are told of again.
    private Command Count()
    {
        var orders = Orders();
        var order = orders.Count == 0 ? null : orders[_draw.Below(orders.Count)];
        var reference = order?.Reference ?? Reference();
        if (chain.Deposits.Count > 0 && _draw.OneIn(4))
            return new CountDeposit(reference, chain.Deposits[^(1 + _draw.Below(Math.Min(chain.Deposits.Count, 12)))]);
        var missing = order is null ? 5 : (long)(order.Amount - Math.Min(order.Amount, order.Arrived));
        var amount = _draw.Below(4) switch
        {
            0 => Math.Max(1, missing / 2),
            1 => missing + _draw.Below(50) + 1,
            _ => Math.Max(1, missing),
        };
        var arrivedAt = now + (_draw.OneIn(12) ? -100_000_000 : _draw.OneIn(12) ? 200_000_000 : -_draw.Below(60_000));
        return new CountDeposit(reference, chain.Add((ulong)amount, order?.Currency ?? Currency.Sol, arrivedAt));
    }

    private IReadOnlyList<DepositOrder> Orders() => DepositOrders.List(market, long.MaxValue, 100).Items;

    private OpenPayout Open()
    {
        var currency = _draw.OneIn(4) ? Currency.Usdc : Currency.Sol;
        List<PayoutLine> lines = [];
        for (var link = market.Ledger.Claims.First(currency); link != 0 && lines.Count < 3; link = market.Ledger.Claims[link - 1].Next)
        {
            if (_draw.OneIn(3))
                continue;
            var wallet = market.Wallets.HandleOf(market.Ledger.Claims[link - 1].Wallet);
            var owed = (ulong)market.Ledger.PayableTo(wallet, currency);
            lines.Add(new PayoutLine(Text(wallet.Slot), _draw.OneIn(8) ? owed + 1 : _draw.OneIn(3) ? 1 + (owed / 2) : owed));
        }
        if (lines.Count == 0 || _draw.OneIn(10))
            lines.Add(new PayoutLine("nobody", 1));
        // One that was opened before now and then, as it was or signed otherwise.
        var number = _draw.OneIn(3) ? Math.Max(1, (int)ordinal - _draw.Below(20)) : (int)ordinal;
        var signature = number != (int)ordinal && _draw.OneIn(2) ? $"another-{number}" : $"signature-{number}";
        return new OpenPayout(new PayoutOpening(
            new PayoutId(new Guid(number, 0, 0, new byte[8])), currency, lines,
            new SignedPayout(signature, new byte[] { 1, 2, 3 }, ordinal, 5_000, "solana:test")));
    }

    private RecordPayout Record() => new(
        Payout(PayoutStatus.Open), new PayoutLook((PayoutFate)(1 + _draw.Below(4)), (ulong)_draw.Below(9), _draw.OneIn(2) ? "why" : null));

    // The newest that stands so, if there is one.
    private PayoutId Payout(PayoutStatus status)
    {
        if (_draw.OneIn(20))
            return default;
        var skip = _draw.Below(3);
        var found = default(PayoutId);
        for (var link = market.Payouts.NewestLive; link != 0 && skip >= 0; link = market.Payouts[link - 1].Previous)
        {
            if (market.Payouts[link - 1].Status == status)
                (found, skip) = (new PayoutId(Uuid.ToGuid(market.Payouts[link - 1].Id)), skip - 1);
        }
        return found;
    }

    private JobId Job(JobStatus wanted)
    {
        var slots = market.Jobs.Slots;
        var first = slots == 0 ? 0 : _draw.Below(slots);
        for (var tries = 0; tries < slots; tries++)
        {
            var slot = (first + tries) % slots;
            if (market.Jobs.IsLive(slot) && market.Jobs[slot].Status == wanted)
                return new JobId(Uuid.ToGuid(market.Jobs[slot].Id));
        }
        return default;
    }

    private Command Holding(JobId job, Func<JobId, string, Command> make) =>
        market.Jobs.TryFind(Uuid.FromGuid(job.Value), out var found) && market.Jobs[found].Agent != 0
            ? make(job, Text(market.Agents[market.Jobs[found].Agent - 1].Wallet))
            : make(job, Agent());

    private Command Buying(JobId job, Func<JobId, string, Command> make) =>
        make(job, market.Jobs.TryFind(Uuid.FromGuid(job.Value), out var found) ? Text(market.Jobs[found].Buyer) : "nobody");

    private string Agent() => $"agent-{_draw.Below(5)}";

    private string Text(int wallet) => Encoding.ASCII.GetString(market.Wallets.Read(wallet));
}

/// <summary>What arrived outside: each deposit has one amount and one time for good.</summary>
internal sealed class Chain
{
    public List<ArrivedDeposit> Deposits { get; } = [];

    public ArrivedDeposit Add(ulong amount, Currency currency, long arrivedAt)
    {
        var deposit = new ArrivedDeposit(
            $"transaction-{Deposits.Count}", amount, currency, DateTimeOffset.FromUnixTimeMilliseconds(arrivedAt), (ulong)Deposits.Count);
        Deposits.Add(deposit);
        return deposit;
    }
}
