using Xunit;

namespace PhantomParadox.Solana.Tests.Deposits;

/// <summary>What counts as a deposit for an order, and what doesn't.</summary>
public sealed class DepositSourceTests
{
    private readonly DepositWorld _world = new();
    private readonly PublicKey _reference = DepositWorld.NewKey();

    [Fact]
    public async Task Finds_ATransferThatNamesTheReference()
    {
        var signature = _world.Land([Transfer(500, _reference)], 500);
        var found = Assert.Single(await _world.FindAsync(_reference));
        Assert.Equal(new ArrivedDeposit(signature.ToString(), 500, Currency.Sol, DepositWorld.Now, 101), found);
    }

    [Fact]
    public async Task Finds_ATransferByItsMemo_OfEveryMemoProgram_OldestFirst()
    {
        foreach (var program in (PublicKey[])[MemoProgram.V1, MemoProgram.V3, MemoProgram.V4])
            _world.Land([Transfer(500), MemoProgram.Memo(program, $"pp:{_reference}")], 500);
        Assert.Equal([101ul, 102, 103], (await _world.FindAsync(_reference)).Select(deposit => deposit.Position));
    }

    [Fact]
    public async Task OneTransaction_IsFoundOnce_WhereItNamesTheReferenceBothWays()
    {
        _world.Land([Transfer(500, _reference), MemoProgram.Memo($"pp:{_reference}")], 500);
        Assert.Single(await _world.FindAsync(_reference));
    }

    [Fact]
    public async Task ALookForMemos_ServesAllOrders_AndComesAgainOnlyAfterAWhile()
    {
        await _world.FindAsync(_reference);
        await _world.FindAsync(DepositWorld.NewKey());
        _world.Land([Transfer(500), MemoProgram.Memo($"pp:{_reference}")], 500);
        Assert.Empty(await _world.FindAsync(_reference));
        // One look for each reference's key, and one for the memos.
        Assert.Equal(4, _world.Node.Calls.Count(call => call == "getSignaturesForAddress"));
        _world.Time.Advance(MemoIndex.Pace);
        Assert.Single(await _world.FindAsync(_reference));
    }

    [Fact]
    public async Task ATransaction_IsReadOnce()
    {
        _world.Land([Transfer(500, _reference)], 500);
        await _world.FindAsync(_reference);
        Assert.Single(await _world.FindAsync(_reference));
        Assert.Single(_world.Node.Calls, call => call == "getTransaction");
    }

    [Fact]
    public async Task WhatFailed_BringsNothing()
    {
        _world.Land([Transfer(500, _reference)], 500, landing => landing.Error = new TransactionError("AccountNotFound"));
        Assert.Empty(await _world.FindAsync(_reference));
    }

    [Fact]
    public async Task WhatTheMarketSigned_BringsNothing()
    {
        _world.Land([Transfer(500, _reference)], 500, landing => landing.FeePayer = _world.Escrow);
        Assert.Empty(await _world.FindAsync(_reference));
    }

    [Fact]
    public async Task ATransferToSomebodyElse_BringsNothing()
    {
        _world.Land([SystemProgram.Transfer(_world.Buyer, DepositWorld.NewKey(), 500, _reference), Transfer(1)], 1);
        Assert.Empty(await _world.FindAsync(_reference));
    }

    [Fact]
    public async Task AReference_ThatIsAnotherBuyersWallet_OrAnyAccountOfTheirTransfers_TakesNothing()
    {
        _world.Land([Transfer(500, _reference), MemoProgram.Memo($"pp:{_reference}")], 500);
        foreach (var stolen in (PublicKey[])[_world.Buyer, _world.Escrow, MemoProgram.V4])
            Assert.Empty(await _world.FindAsync(stolen));
    }

    [Fact]
    public async Task NothingIsLearned_WhereTheNodeKeptNothingOfWhatItDid_OrNotWhen()
    {
        _world.Land([Transfer(500, _reference)], 500, landing => landing.HasMeta = false);
        await Assert.ThrowsAsync<SettlementException>(() => _world.FindAsync(_reference));
        var other = DepositWorld.NewKey();
        _world.Land([Transfer(500, other)], 500, landing => landing.BlockTime = null);
        await Assert.ThrowsAsync<SettlementException>(() => _world.FindAsync(other));
    }

    [Fact]
    public async Task OtherMemos_AreNoReferences()
    {
        _world.Land([Transfer(500), MemoProgram.Memo($"pp:{_reference}2")], 500);
        _world.Land([Transfer(500), MemoProgram.Memo($"pp:payout:{Guid.NewGuid()}")], 500);
        _world.Land([Transfer(500), MemoProgram.Memo($"for pp:{_reference}")], 500);
        Assert.Empty(await _world.FindAsync(_reference));
    }

    [Fact]
    public async Task LongHistories_AreReadPageByPage()
    {
        _world.Land([Transfer(500, _reference), MemoProgram.Memo($"pp:{_reference}")], 500);
        for (var other = 0; other < 1_500; other++)
            _world.Land([Transfer(1)], 1);
        _world.Node.Histories[_reference].Clear();   // so that the memo alone leads to it
        Assert.Single(await _world.FindAsync(_reference));
    }

    private TransactionInstruction Transfer(ulong lamports, params PublicKey[] references) =>
        SystemProgram.Transfer(_world.Buyer, _world.Escrow, lamports, references);
}
