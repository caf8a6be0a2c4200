using System.Globalization;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>A settlement on the fake chain, over a way that misbehaves. It keeps to the rule: the finalized height first, then the status.</summary>
internal sealed class FakeSettlement(FakeChain chain) : ISettlement
{
    public const string Network = "fake:one";

    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    private int _signed;
    private bool _rolledBack;

    public RpcFault Fault { get; set; }

    public int MostLines { get; init; } = 2;

    /// <summary>Hears of every signature that is sent, before anything happens to it.</summary>
    public Action<SignedPayout>? Sending { get; set; }

    /// <summary>How many signatures were made.</summary>
    public int Signatures => _signed;

    public ValueTask<string> GetNetworkAsync(CancellationToken cancellationToken)
    {
        Trouble("network");
        return new(Network);
    }

    public ValueTask<PayoutSigning> SignAsync(PayoutOrder order, CancellationToken cancellationToken)
    {
        Trouble("sign");
        PayoutLine[] lines = [.. order.Lines.Take(MostLines)];
        var signature = string.Create(CultureInfo.InvariantCulture, $"signature-{++_signed}");
        var transaction = new FakeTransaction(signature, order.Payout.ToString(), chain.Height + FakeChain.Lifetime, lines);
        return new(new PayoutSigning(new SignedPayout(signature, transaction.Encode(), transaction.LastValid, 5_000, Network), lines, []));
    }

    public ValueTask SendAsync(SignedPayout payout, CancellationToken cancellationToken)
    {
        Sending?.Invoke(payout);
        Trouble("send");
        var transaction = FakeTransaction.Decode(payout.Bytes.Span);
        var number = int.Parse(transaction.Signature.Split('-')[1], CultureInfo.InvariantCulture);
        var times = Count("send " + transaction.Signature);
        var first = number == 1 && times == 1;
        switch (Fault)
        {
            case RpcFault.SendDropped when first:
            case RpcFault.LandsInLastBlock or RpcFault.LandsTooLate when number == 1 && times > 1:
            case RpcFault.Expires when number == 1:
                break;
            case RpcFault.SendDuplicated:
                chain.Deliver(transaction, chain.Height + 1);
                chain.Deliver(transaction, chain.Height + 7);
                break;
            case RpcFault.LandsInLastBlock when first:
                chain.Deliver(transaction, transaction.LastValid + 1);
                break;
            case RpcFault.LandsTooLate when first:
                chain.Deliver(transaction, transaction.LastValid + 2);
                break;
            case RpcFault.ReplyLost when first:
                chain.Deliver(transaction, chain.Height + 1);
                throw new SettlementException("The connection was lost.");
            case RpcFault.TimeoutThenLands:
                if (times == 1)
                    chain.Deliver(transaction, chain.Height + 10);
                throw new SettlementException("No answer.");
            case RpcFault.SendTimesOut when number == 1 && times <= 2:
            case RpcFault.ExpiresTwiceUnanswered when number <= 2:
                throw new OperationCanceledException("No answer.");
            case RpcFault.FailsOnChain when number == 1:
                chain.Deliver(transaction, chain.Height + 1, fails: true);
                break;
            default:
                chain.Deliver(transaction, chain.Height + 1);
                break;
        }

        return default;
    }

    public ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken)
    {
        Trouble("look");
        if (Fault == RpcFault.RolledBack && !_rolledBack && chain.Find(payout.Reference, chain.Height) is not null)
        {
            chain.RollBack();
            _rolledBack = true;
        }

        var (epochHeight, epochSlot) = (chain.Finalized, FakeChain.SlotOf(chain.Finalized));
        var lags = Fault == RpcFault.StatusLags && Count("look " + payout.Reference) <= 4;
        var lies = Fault == RpcFault.StatusLies && epochHeight <= payout.ExpiresAt;
        var view = lags ? chain.Finalized - 60 : chain.Finalized;
        var status = lies ? null : chain.Find(payout.Reference, view);
        return new(status switch
        {
            { Failed: false } taken => new PayoutLook(PayoutFate.Paid, FakeChain.SlotOf(taken.Height)),
            { Failed: true } taken => new PayoutLook(PayoutFate.Failed, FakeChain.SlotOf(taken.Height), "custom program error"),
            _ when epochHeight > payout.ExpiresAt + 1 && FakeChain.SlotOf(view) >= epochSlot => new PayoutLook(PayoutFate.Expired),
            _ => new PayoutLook(PayoutFate.Unknown),
        });
    }

    private int Count(string call) => _calls[call] = _calls.GetValueOrDefault(call) + 1;

    private void Trouble(string call)
    {
        var times = Count(call);
        if (Fault == RpcFault.RateLimited && times == 1)
            throw new SettlementException("429", retryAfter: TimeSpan.FromSeconds(3));
        if (Fault == RpcFault.LookTimesOut && call == "look" && times <= 3)
            throw new SettlementException("No answer.");
        if (Fault == RpcFault.Unreachable && times <= 2)
            throw new SettlementException("No connection.");
    }
}
