using PhantomParadox.Solana.Tests.Running;
using Xunit;

namespace PhantomParadox.Solana.Tests.Settlement;

/// <summary>What may be said of a transaction, and by whom.</summary>
public sealed class FateTests
{
    private const ulong LastValid = 1_000;
    private const ulong Margin = 150;

    private readonly FakeNode _node = new() { Height = LastValid + Margin + 1, Slot = 5_000 };

    [Fact]
    public async Task IsPaid_WhenItIsFinalWithoutError()
    {
        _node.Status = Status(Commitment.Finalized);
        Assert.Equal(new PayoutLook(PayoutFate.Paid, 4_900), await LookAsync());
    }

    [Theory]
    [InlineData(Commitment.Processed)]
    [InlineData(Commitment.Confirmed)]
    public async Task IsUnknown_WhileItIsNotFinal_HoweverLate(Commitment commitment)
    {
        _node.Status = Status(commitment);
        Assert.Equal(PayoutFate.Unknown, (await LookAsync()).Fate);
    }

    [Fact]
    public async Task HasFailed_WhenItIsFinalWithAnError_AndSaysWhich()
    {
        _node.Status = Status(Commitment.Finalized, new TransactionError("InstructionError") { InstructionIndex = 2, InstructionErrorType = "Custom", CustomCode = 1 });
        Assert.Equal(new PayoutLook(PayoutFate.Failed, 4_900, "InstructionError 2: Custom 1"), await LookAsync());
    }

    [Theory]
    [InlineData(LastValid + Margin, PayoutFate.Unknown)]
    [InlineData(LastValid + Margin + 1, PayoutFate.Expired)]
    public async Task HasExpired_OnlyBeyondTheMargin(ulong height, PayoutFate fate)
    {
        _node.Height = height;
        Assert.Equal(fate, (await LookAsync()).Fate);
    }

    [Fact]
    public async Task IsUnknown_WhereTheStatusIsOlderThanTheHeight()
    {
        _node.StatusSlot = _node.Slot - 1;
        Assert.Equal(PayoutFate.Unknown, (await LookAsync()).Fate);
    }

    [Fact]
    public async Task ReadsTheHeightFirst_ThenTheStatusFromHistory_AndAsksTwice()
    {
        await LookAsync();
        Assert.Equal(["getEpochInfo", "getSignatureStatuses", "getEpochInfo", "getSignatureStatuses"], _node.Calls);
    }

    [Fact]
    public async Task OneNodeThatDenies_IsNotBelieved_WhereAnotherHasIt()
    {
        var other = new FakeNode { Height = _node.Height, Slot = _node.Slot, Status = Status(Commitment.Finalized) };
        FakeNode.Of(_node, other);
        Assert.Equal(PayoutFate.Paid, (await LookAsync()).Fate);
        other.Status = Status(Commitment.Confirmed);
        Assert.Equal(PayoutFate.Unknown, (await LookAsync()).Fate);
    }

    [Fact]
    public async Task EveryNode_MustHaveSeenTheExpiry()
    {
        var other = new FakeNode { Height = _node.Height - 1, Slot = _node.Slot };
        FakeNode.Of(_node, other);
        Assert.Equal(PayoutFate.Unknown, (await LookAsync()).Fate);
    }

    [Fact]
    public async Task NothingIsLearned_WhereAWitnessCantBeAsked()
    {
        var other = new FakeNode { Height = _node.Height, Slot = _node.Slot };
        other.Faults["getSignatureStatuses"] = new RpcException(RpcErrorKind.Unavailable, "gone");
        FakeNode.Of(_node, other);
        await Assert.ThrowsAsync<SettlementException>(async () => await LookAsync());
    }

    [Fact]
    public async Task AFailure_ThatAnotherNodeContradicts_IsDoubtful()
    {
        _node.Status = Status(Commitment.Finalized, new TransactionError("AccountNotFound"));
        FakeNode.Of(_node, new FakeNode { Height = _node.Height, Slot = _node.Slot, Status = Status(Commitment.Finalized) });
        Assert.Equal(PayoutFate.Doubtful, (await LookAsync()).Fate);
    }

    [Fact]
    public async Task IsDoubtful_WhereTheNodeKeepsNoHistory()
    {
        _node.Faults["getSignatureStatuses"] = new RpcException(RpcErrorKind.NotKept, "Transaction history is not available from this node");
        Assert.Equal(PayoutFate.Doubtful, (await LookAsync()).Fate);
    }

    [Theory]
    [InlineData(0ul, PayoutFate.Expired)]
    [InlineData(50_000ul, PayoutFate.Doubtful)]
    public async Task LongAfterwards_ANodeMustShowThatItKeepsBlocksFromThen(ulong firstKept, PayoutFate fate)
    {
        (_node.Height, _node.Slot, _node.FirstKept) = (LastValid + 50_000, 60_000, firstKept);
        Assert.Equal(fate, (await LookAsync()).Fate);
    }

    private static SignatureStatusInfo Status(Commitment commitment, TransactionError? error = null) =>
        new() { Slot = 4_900, ConfirmationStatus = commitment, Error = error };

    private Task<PayoutLook> LookAsync() => new FateFinder(_node, Margin).LookAsync(
        new SignedPayout(new Signature(new byte[64]).ToString(), new byte[] { 1 }, LastValid, 5_000, "solana:x"), default);
}
