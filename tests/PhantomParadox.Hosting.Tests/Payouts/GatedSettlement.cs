namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>The settlement behind the gate.</summary>
internal sealed class GatedSettlement(ISettlement inner, CallGate gate) : ISettlement
{
    public ValueTask<string> GetNetworkAsync(CancellationToken cancellationToken) =>
        gate.PassAsync("network", () => inner.GetNetworkAsync(CancellationToken.None), cancellationToken);

    public ValueTask<PayoutSigning> SignAsync(PayoutOrder order, CancellationToken cancellationToken) =>
        gate.PassAsync("sign", () => inner.SignAsync(order, CancellationToken.None), cancellationToken);

    public async ValueTask SendAsync(SignedPayout payout, CancellationToken cancellationToken) => await gate.PassAsync(
        "send",
        async () =>
        {
            await inner.SendAsync(payout, CancellationToken.None);
            return true;
        },
        cancellationToken);

    public ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken) =>
        gate.PassAsync("look", () => inner.LookAsync(payout, CancellationToken.None), cancellationToken);
}
