using Xunit;

namespace PhantomParadox.Solana.Tests.Rpc;

/// <summary>What is read from recorded answers.</summary>
public sealed class SampleAnswerTests
{
    [Fact]
    public async Task Reads_WhatATransferDid()
    {
        using var stub = Replay.Of("transaction, legacy");

        var transaction = await stub.Client.GetTransactionAsync(default);

        Assert.NotNull(transaction);
        Assert.Null(transaction.Version);
        Assert.Equal((5_000_001ul, 1_772_366_528L), (transaction.Slot, transaction.BlockTime!.Value));
        Assert.True(transaction.Succeeded());
        Assert.Equal(1_500_000, transaction.LamportsTo(PublicKey.Parse("6Fs9SsHaf5PL3WdFJS2yJiezcqZKZWLW1up1XDMmLN3D")));
        Assert.Equal(-1_505_000, transaction.LamportsTo(PublicKey.Parse("HVijfkZCBjPissQZMWHqDV5Uay3R3jakUd2Jpovvm3Vj")));
        Assert.Equal(0, transaction.LamportsTo(PublicKey.Parse("KJtEzmHibwDrJbReJmGmTu9cuqBPwHJLdJzkxHFanLz")));
        Assert.Equal(["job 42"], transaction.Memos());
        Assert.True(transaction.Names(MemoProgram.V4));
    }

    [Theory]
    [InlineData("transaction, v0", 0, 1_600_000)]
    [InlineData("transaction, v1", 1, 1_700_000)]
    public async Task Reads_DepositsOfEveryVersion(string name, int version, long lamports)
    {
        using var stub = Replay.Of(name);

        var transaction = await stub.Client.GetTransactionAsync(default);

        Assert.Equal(version, transaction!.Version);
        Assert.Equal(lamports, transaction.LamportsTo(PublicKey.Parse("6Fs9SsHaf5PL3WdFJS2yJiezcqZKZWLW1up1XDMmLN3D")));
    }

    [Fact]
    public async Task Reads_WhatATokenPayoutDid()
    {
        using var stub = Replay.Of("transaction, token payout");
        var mint = PublicKey.Parse("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v");

        var transaction = await stub.Client.GetTransactionAsync(default);

        Assert.Equal(1_250_000, transaction!.TokensTo(mint, PublicKey.Parse("6Fs9SsHaf5PL3WdFJS2yJiezcqZKZWLW1up1XDMmLN3D")));
        Assert.Equal(-1_250_000, transaction!.TokensTo(mint, PublicKey.Parse("HVijfkZCBjPissQZMWHqDV5Uay3R3jakUd2Jpovvm3Vj")));
    }

    [Fact]
    public async Task Reads_NothingFromATransactionThatFailed()
    {
        using var stub = Replay.Of("transaction that failed");

        var transaction = await stub.Client.GetTransactionAsync(default);

        Assert.False(transaction!.Succeeded());
        Assert.Equal(0, transaction!.LamportsTo(PublicKey.Parse("HVijfkZCBjPissQZMWHqDV5Uay3R3jakUd2Jpovvm3Vj")));
        Assert.Equal(new TransactionError("InstructionError") { InstructionIndex = 0, InstructionErrorType = "Custom", CustomCode = 1 }, transaction!.Meta!.Error);
        Assert.Equal("InstructionError 0: Custom 1", transaction.Meta.Error!.ToString());
    }

    [Fact]
    public async Task Reads_Statuses_InTheOrderAsked()
    {
        using var stub = Replay.Of("status finalized, one failed, one unknown");

        var statuses = await stub.Client.GetSignatureStatusesAsync([default, default, default], searchTransactionHistory: true);

        Assert.Equal(5_000_034ul, statuses.Context.Slot);
        Assert.Equal(new SignatureStatusInfo { Slot = 5_000_001, ConfirmationStatus = Commitment.Finalized }, statuses.Value[0]);
        Assert.Equal("InstructionError", statuses.Value[1]!.Error!.Type);
        Assert.Null(statuses.Value[2]);
    }

    [Fact]
    public async Task Reads_AHashAndHowLongItLasts()
    {
        using var stub = Replay.Of("latest blockhash");

        var latest = await stub.Client.GetLatestBlockHashAsync(Commitment.Confirmed);

        Assert.Equal(
            (4_999_999ul, "4HGdsYNQEvyw7vB9GT32x7Psik6kXg96im8qPDP3Tu3M", 4_700_149ul),
            (latest.Context.Slot, latest.Value.BlockHash.ToString(), latest.Value.LastValidBlockHeight));
    }

    [Fact]
    public async Task Reads_Accounts_AndWhatMintsSay()
    {
        using var stub = Replay.Of("accounts, one absent");

        var accounts = (await stub.Client.GetMultipleAccountsAsync([default, default, default])).Value;

        Assert.Equal(50_000_000_000ul, accounts[0]!.Lamports);
        Assert.Null(accounts[1]);
        var mint = TokenMint.TryRead(accounts[2]!)!;
        Assert.Equal((TokenProgram.ProgramId, 25_000_000ul, 6), (mint.Program, mint.Supply, mint.Decimals));
        Assert.Empty(mint.Extensions);
        Assert.Null(TokenMint.TryRead(accounts[0]!));
        Assert.Null(TokenAccount.TryRead(accounts[2]!));
    }

    [Fact]
    public async Task Reads_AnAccountsHistory()
    {
        using var stub = Replay.Of("signatures for address");

        var history = await stub.Client.GetSignaturesForAddressAsync(default, limit: 10);

        Assert.Equal(5, history.Count);
        Assert.Equal("InstructionError", history[0].Error!.Type);
        Assert.Equal("[6] job 42", history[4].Memo);
        Assert.Equal(Commitment.Finalized, history[4].ConfirmationStatus);
    }

    [Fact]
    public async Task Says_WhyATrialRunFailed()
    {
        using var stub = Replay.Of("send, blockhash not found");

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.SendTransactionAsync(new byte[1]));

        Assert.True(error.TransactionError!.IsBlockHashNotFound);
        Assert.False(error.MayHaveBeenAccepted);
        Assert.Equal(-32002, error.Code);
        Assert.Contains("\"err\":\"BlockhashNotFound\"", error.ErrorData, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_HowFarANodeIsBehind()
    {
        using var stub = Replay.Of("health, behind");
        using var unknown = Replay.Of("health, unknown");

        Assert.Equal(42ul, (await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetHealthAsync())).SlotsBehind);
        Assert.Null((await Assert.ThrowsAsync<RpcException>(() => unknown.Client.GetHealthAsync())).SlotsBehind);
    }

    [Fact]
    public async Task Says_HowLongToWait()
    {
        using var stub = Replay.Of("rate limit");

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.Equal((429, TimeSpan.FromSeconds(10)), (error.Code, error.RetryAfter));
    }
}
