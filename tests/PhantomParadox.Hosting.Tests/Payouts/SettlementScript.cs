namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>A settlement that does what a test says, and writes down what it was asked.</summary>
internal sealed class SettlementScript : ISettlement
{
    private int _signed;

    public string Network { get; set; } = "net:one";

    public List<string> Calls { get; } = [];

    public List<PayoutOrder> Orders { get; } = [];

    public List<string> Sent { get; } = [];

    /// <summary>What is said of a signature; unknown where nothing is set.</summary>
    public Dictionary<string, PayoutLook> Fates { get; } = new(StringComparer.Ordinal);

    /// <summary>Wallets that can't be paid, and why.</summary>
    public Dictionary<string, string> Unpayable { get; } = new(StringComparer.Ordinal);

    /// <summary>What the next calls of a kind throw.</summary>
    public Dictionary<string, Queue<Exception>> Errors { get; } = new(StringComparer.Ordinal);

    public int MostLines { get; set; } = 64;

    /// <summary>The fate of every signature that has none of its own.</summary>
    public PayoutLook Otherwise { get; set; }

    /// <summary>Runs within a call, before it is answered.</summary>
    public Action<string>? Within { get; set; }

    public void Throw(string call, params Exception[] errors)
    {
        if (!Errors.TryGetValue(call, out var queue))
            Errors.Add(call, queue = new());
        foreach (var error in errors)
            queue.Enqueue(error);
    }

    public ValueTask<string> GetNetworkAsync(CancellationToken cancellationToken)
    {
        Enter("network");
        return new(Network);
    }

    public ValueTask<PayoutSigning> SignAsync(PayoutOrder order, CancellationToken cancellationToken)
    {
        Orders.Add(order);
        Enter("sign");
        List<HeldLine> held = [.. order.Lines.Where(line => Unpayable.ContainsKey(line.Wallet)).Select(line => new HeldLine(line.Wallet, Unpayable[line.Wallet]))];
        List<PayoutLine> paid = [.. order.Lines.Where(line => !Unpayable.ContainsKey(line.Wallet)).Take(MostLines)];
        if (paid.Count == 0)
            return new(new PayoutSigning(null, [], held));
        var name = $"signature-{++_signed}";
        return new(new PayoutSigning(new SignedPayout(name, System.Text.Encoding.ASCII.GetBytes(name), 100, 5_000, Network), paid, held));
    }

    public ValueTask SendAsync(SignedPayout payout, CancellationToken cancellationToken)
    {
        Enter("send");
        Sent.Add(System.Text.Encoding.ASCII.GetString(payout.Bytes.Span));
        return default;
    }

    public ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken)
    {
        Enter("look");
        return new(Fates.TryGetValue(payout.Reference, out var fate) ? fate : Otherwise);
    }

    private void Enter(string call)
    {
        Calls.Add(call);
        Within?.Invoke(call);
        if (Errors.TryGetValue(call, out var errors) && errors.TryDequeue(out var error))
            throw error;
    }
}
