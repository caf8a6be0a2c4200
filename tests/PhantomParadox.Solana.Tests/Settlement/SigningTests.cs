using System.Buffers.Binary;
using System.Security.Cryptography;
using PhantomParadox.Solana.Tests.Running;
using Xunit;

namespace PhantomParadox.Solana.Tests.Settlement;

/// <summary>What is signed for an order, and what is held.</summary>
public sealed class SigningTests : IDisposable
{
    private const ulong Rich = 1_000_000_000_000;

    private readonly KeypairSigner _payer = new(new byte[32]);
    private readonly FakeNode _node = new();
    private readonly SolanaOptions _options = new();

    public SigningTests() => _node.Hold(_payer.PublicKey, Rich);

    public void Dispose() => _payer.Dispose();

    [Fact]
    public async Task SignsAsManyLinesAsFit_AndLeavesTheRestInNeitherList()
    {
        var order = Order(25, 1_000_000);

        var signing = await SignAsync(order);

        Assert.Equal(order.Lines.Take(19), signing.Paid);
        Assert.Empty(signing.Held);
        var signed = Transaction.Decode(signing.Signed!.Bytes);
        Assert.True(signed.VerifySignatures());
        Assert.InRange(signing.Signed.Bytes.Length, 1_100, 1_232);
        Assert.Equal((signed.Id.ToString(), _node.Height + 150, 5_000ul), (signing.Signed.Reference, signing.Signed.ExpiresAt, signing.Signed.Fee));
        Assert.Equal($"solana:{_node.Genesis}", signing.Signed.Network);
        Assert.Equal(MemoProgram.V4, signed.Message.AccountKeys[signed.Message.Instructions[^1].ProgramIdIndex]);
        Assert.Equal($"pp:payout:{order.Payout.Value:N}", System.Text.Encoding.UTF8.GetString(signed.Message.Instructions[^1].Data.Span));
        Assert.Empty(_node.Sent);
    }

    [Fact]
    public async Task ABid_IsLoweredToItsLimit_AndIsInTheFee()
    {
        (_options.PriorityFee, _options.PriorityFeeLimit) = (1_000_000_000, 2_000);

        var signing = await SignAsync(Order(25, 1_000_000));

        Assert.Equal(19, signing.Paid.Count);
        Assert.InRange(signing.Signed!.Fee, 6_900ul, 7_000ul);
    }

    [Fact]
    public async Task HoldsAWallet_ThatWouldBeLeftBelowTheMinimumOfTheDay()
    {
        _node.RentMinimum = 650_240;
        var order = Order(3, 650_239);
        _node.Hold(PublicKey.Parse(order.Lines[2].Wallet), 650_240);

        var signing = await SignAsync(order);

        Assert.Equal([order.Lines[2]], signing.Paid);
        Assert.Equal(order.Lines.Take(2).Select(line => line.Wallet), signing.Held.Select(held => held.Wallet));
        Assert.All(signing.Held, held => Assert.Contains("650240", held.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task HoldsWhatIsNoWallet()
    {
        var derived = AssociatedTokenAccountProgram.Derive(_payer.PublicKey, SystemProgram.ProgramId).Address;
        var program = NewWallet();
        _node.Hold(program, Rich, TokenProgram.ProgramId);
        PayoutLine[] lines =
        [
            new("bob", 1_000_000), new(derived.ToString(), 1_000_000), new(program.ToString(), 1_000_000), new(_payer.PublicKey.ToString(), 1_000_000),
        ];

        var signing = await SignAsync(new PayoutOrder(new PayoutId(Guid.NewGuid()), Currency.Sol, lines));

        Assert.Null(signing.Signed);
        Assert.Empty(signing.Paid);
        Assert.Equal(lines.Select(line => line.Wallet).Order(), signing.Held.Select(held => held.Wallet).Order());
    }

    [Fact]
    public async Task PaysWhatThePayerCan_AndSaysByHowMuchItIsShort_WhereThatIsNothing()
    {
        var order = Order(3, 10_000_000);
        _node.Hold(_payer.PublicKey, 20_000_000 + 5_000 + _node.RentMinimum);
        Assert.Equal(2, (await SignAsync(order)).Paid.Count);

        _node.Hold(_payer.PublicKey, 10_000_000 + 5_000 + _node.RentMinimum - 1);
        var error = await Assert.ThrowsAsync<SettlementException>(async () => await SignAsync(order));
        Assert.Contains("short of 1 lamports", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HoldsTheLine_ThatATrialShowsToFail_AndPaysTheOthers()
    {
        var order = Order(3, 1_000_000);
        var bad = PublicKey.Parse(order.Lines[1].Wallet);
        _node.Simulate = transaction => transaction.Message.AccountKeys.Contains(bad)
            ? new SimulationLogs { Error = new TransactionError("InstructionError") { InstructionIndex = 2, InstructionErrorType = "InvalidAccountData" } }
            : new SimulationLogs { UnitsConsumed = 1_000 };

        var signing = await SignAsync(order);

        Assert.Equal([order.Lines[0], order.Lines[2]], signing.Paid);
        Assert.Equal(order.Lines[1].Wallet, Assert.Single(signing.Held).Wallet);
        // A fifth more than the trial used.
        var limit = Transaction.Decode(signing.Signed!.Bytes).Message.Instructions[0].Data.Span;
        Assert.Equal(1_201u, BinaryPrimitives.ReadUInt32LittleEndian(limit[1..]));
    }

    [Fact]
    public async Task FindsTheLine_ThatLeavesTooLittle_ByHalves()
    {
        var order = Order(8, 1_000_000);
        var bad = PublicKey.Parse(order.Lines[5].Wallet);
        _node.Simulate = transaction => transaction.Message.AccountKeys.Contains(bad)
            ? new SimulationLogs { Error = new TransactionError("InsufficientFundsForRent") }
            : new SimulationLogs { UnitsConsumed = 1_000 };

        var signing = await SignAsync(order);

        Assert.Equal(7, signing.Paid.Count);
        Assert.Equal(order.Lines[5].Wallet, Assert.Single(signing.Held).Wallet);
    }

    [Fact]
    public async Task MakesTokenAccountsThatAreMissing_HoldsFrozenOnes_AndPaysForTheRest()
    {
        var mint = NewWallet();
        _options.UsdcMint = mint.ToString();
        _node.Hold(mint, 1, TokenProgram.ProgramId, Mints.Plain());
        var order = Order(30, 5_000_000, Currency.Usdc);
        var frozen = PublicKey.Parse(order.Lines[0].Wallet);
        _node.Hold(AccountOf(frozen), 1, TokenProgram.ProgramId, Mints.Account(mint, frozen, 1, frozen: true));
        _node.Hold(AccountOf(_payer.PublicKey), 1, TokenProgram.ProgramId, Mints.Account(mint, _payer.PublicKey, 1_000_000_000));

        var signing = await SignAsync(order);

        Assert.Equal(frozen.ToString(), Assert.Single(signing.Held).Wallet);
        Assert.Equal(9, signing.Paid.Count);
        Assert.Equal(order.Lines.Skip(1).Take(signing.Paid.Count), signing.Paid);

        foreach (var line in order.Lines.Skip(1))
            _node.Hold(AccountOf(PublicKey.Parse(line.Wallet)), 1, TokenProgram.ProgramId, Mints.Account(mint, PublicKey.Parse(line.Wallet), 0));
        Assert.Equal(18, (await SignAsync(order)).Paid.Count);

        _node.Hold(AccountOf(_payer.PublicKey), 1, TokenProgram.ProgramId, Mints.Account(mint, _payer.PublicKey, 4_000_000));
        var error = await Assert.ThrowsAsync<SettlementException>(async () => await SignAsync(order));
        Assert.Contains("short of 1000000 of USDC", error.Message, StringComparison.Ordinal);

        PublicKey AccountOf(PublicKey owner) => AssociatedTokenAccountProgram.Derive(owner, mint).Address;
    }

    [Fact]
    public async Task HoldsUsdc_WhereNoTokenCountsAsIt()
    {
        var signing = await SignAsync(Order(2, 1, Currency.Usdc));
        Assert.Equal((null, 2), (signing.Signed, signing.Held.Count));
    }

    private async Task<PayoutSigning> SignAsync(PayoutOrder order)
    {
        var guard = new NetworkGuard(_node, SolanaNetwork.Find(_node.Genesis.ToString())!);
        return await new SolanaSettlement(_node, _payer, guard, _options).SignAsync(order, default);
    }

    private static PayoutOrder Order(int lines, ulong amount, Currency currency = Currency.Sol) => new(
        new PayoutId(Guid.NewGuid()), currency, [.. Enumerable.Range(0, lines).Select(_ => new PayoutLine(NewWallet().ToString(), amount))]);

    private static PublicKey NewWallet()
    {
        using var wallet = new KeypairSigner(RandomNumberGenerator.GetBytes(32));
        return wallet.PublicKey;
    }
}
