using System.Security.Cryptography;
using PhantomParadox.Solana.Tests.Running;
using Xunit;

namespace PhantomParadox.Solana.Tests.Settlement;

/// <summary>Two payouts never promise the same money: what is under way is taken off what the payer has.</summary>
public sealed class PromisedMoneyTests : IDisposable
{
    private const ulong Fee = 5_000;
    private const ulong Each = 10_000_000;

    private static readonly PublicKey Mint = NewWallet();

    private readonly KeypairSigner _payer = new(new byte[32]);
    private readonly FakeNode _node = new();
    private readonly SolanaOptions _options = new() { UsdcMint = Mint.ToString() };

    public PromisedMoneyTests() => _node.Hold(Mint, 1, TokenProgram.ProgramId, Mints.Plain());

    public void Dispose() => _payer.Dispose();

    [Fact]
    public async Task ASecondPayout_GetsWhatTheFirstLeaves_ToTheLamport()
    {
        Have(lamports: (2 * (Each + Fee)) + _node.RentMinimum);
        var first = await SignAsync(Currency.Sol, []);
        Assert.NotEmpty((await SignAsync(Currency.Sol, [first])).Bytes.ToArray());

        Have(lamports: (2 * (Each + Fee)) + _node.RentMinimum - 1);
        var error = await Assert.ThrowsAsync<SettlementException>(() => SignAsync(Currency.Sol, [first]));
        Assert.Contains($"short of 1 lamports for the next payout, its fee, rent and reserve, beside {Each + Fee} that payouts under way", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokensUnderWay_AreTakenOff_AndTheirFeesAndRentOffTheLamports()
    {
        // Two accounts to be made, each with its rent, for two fees and the reserve.
        Have(lamports: (2 * (_node.TokenRent + Fee)) + _node.RentMinimum, tokens: 2 * Each);
        var first = await SignAsync(Currency.Usdc, []);
        Assert.NotEmpty((await SignAsync(Currency.Usdc, [first])).Bytes.ToArray());

        Have(lamports: (2 * (_node.TokenRent + Fee)) + _node.RentMinimum, tokens: (2 * Each) - 1);
        await ShortAsync(Currency.Usdc, first, $"short of 1 of USDC's smallest unit for the next payout, beside {Each}");
        Have(lamports: (2 * (_node.TokenRent + Fee)) + _node.RentMinimum - 1, tokens: 2 * Each);
        await ShortAsync(Currency.Usdc, first, "short of 1 lamports");
        // Of lamports' payouts tokens are no business, but the lamports that they cost are.
        Have(lamports: _node.TokenRent + Fee + Each + Fee + _node.RentMinimum, tokens: 0);
        Assert.NotEmpty((await SignAsync(Currency.Sol, [first])).Bytes.ToArray());
        Have(lamports: _node.TokenRent + Fee + Each + Fee + _node.RentMinimum - 1, tokens: 0);
        await ShortAsync(Currency.Sol, first, "short of 1 lamports");
    }

    [Fact]
    public async Task WhatHasLanded_BeforeTheBalanceWasRead_IsNotTakenOffTwice()
    {
        Have(lamports: 2 * (Each + Fee + _node.RentMinimum));
        var first = await SignAsync(Currency.Sol, []);
        Have(lamports: Each + Fee + _node.RentMinimum);

        Say(first, Commitment.Confirmed, _node.Slot);
        Assert.NotEmpty((await SignAsync(Currency.Sol, [first])).Bytes.ToArray());
        Say(first, Commitment.Finalized, _node.Slot - 100);
        Assert.NotEmpty((await SignAsync(Currency.Sol, [first])).Bytes.ToArray());
        Assert.Contains("getSignatureStatuses", _node.Calls);
        // After it, or not for good: the balance doesn't have it yet, or may have it again.
        Say(first, Commitment.Confirmed, _node.Slot + 1);
        await ShortAsync(Currency.Sol, first, "beside");
        Say(first, Commitment.Processed, _node.Slot);
        await ShortAsync(Currency.Sol, first, "beside");
        _node.Statuses.Clear();
        await ShortAsync(Currency.Sol, first, "beside");
    }

    [Fact]
    public async Task WhatTakesNothingFromHere_IsNotTakenOff()
    {
        Have(lamports: 2 * (Each + Fee + _node.RentMinimum));
        var first = await SignAsync(Currency.Sol, []);
        Have(lamports: Each + Fee + _node.RentMinimum);

        Assert.NotEmpty((await SignAsync(Currency.Sol, [first with { Network = "solana:another" }])).Bytes.ToArray());
        Assert.NotEmpty((await SignAsync(Currency.Sol, [first with { Bytes = new byte[] { 1, 2, 3 } }])).Bytes.ToArray());
        using var other = new KeypairSigner(RandomNumberGenerator.GetBytes(32));
        _node.Hold(other.PublicKey, Each + Fee + _node.RentMinimum);
        Assert.NotEmpty((await SignAsync(Currency.Sol, [first], other)).Bytes.ToArray());
        await ShortAsync(Currency.Sol, first, "beside");
    }

    private void Have(ulong lamports, ulong tokens = 0)
    {
        _node.Hold(_payer.PublicKey, lamports);
        _node.Hold(
            AssociatedTokenAccountProgram.Derive(_payer.PublicKey, Mint).Address, 1, TokenProgram.ProgramId, Mints.Account(Mint, _payer.PublicKey, tokens));
    }

    private void Say(SignedPayout payout, Commitment commitment, ulong slot) =>
        _node.Statuses[Signature.Parse(payout.Reference)] = new SignatureStatusInfo { Slot = slot, ConfirmationStatus = commitment };

    private async Task ShortAsync(Currency currency, SignedPayout underWay, string words) => Assert.Contains(
        words, (await Assert.ThrowsAsync<SettlementException>(() => SignAsync(currency, [underWay]))).Message, StringComparison.Ordinal);

    private async Task<SignedPayout> SignAsync(Currency currency, SignedPayout[] underWay, KeypairSigner? payer = null)
    {
        var guard = new NetworkGuard(_node, SolanaNetwork.Find(_node.Genesis.ToString())!);
        var order = new PayoutOrder(new PayoutId(Guid.NewGuid()), currency, [new(NewWallet().ToString(), Each)]) { UnderWay = underWay };
        return (await new SolanaSettlement(_node, payer ?? _payer, guard, _options).SignAsync(order, default)).Signed!;
    }

    private static PublicKey NewWallet()
    {
        using var wallet = new KeypairSigner(RandomNumberGenerator.GetBytes(32));
        return wallet.PublicKey;
    }
}
