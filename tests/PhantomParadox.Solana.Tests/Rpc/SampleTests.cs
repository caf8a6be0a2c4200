using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PhantomParadox.Solana.Tests.Vectors;
using Xunit;

namespace PhantomParadox.Solana.Tests.Rpc;

/// <summary>Every recorded exchange: its error is told by its kind, and its answer is read by the method that asks for it.</summary>
public sealed class SampleTests
{
    private static readonly Dictionary<string, RpcErrorKind> Failures = new()
    {
        ["transaction, version not declared"] = RpcErrorKind.UnsupportedVersion,
        ["transaction, processed refused"] = RpcErrorKind.WrongRequest,
        ["token balance, absent account"] = RpcErrorKind.WrongRequest,
        ["token balance, not a token account"] = RpcErrorKind.WrongRequest,
        ["block, version not declared"] = RpcErrorKind.UnsupportedVersion,
        ["block, skipped slot"] = RpcErrorKind.NoBlock,
        ["block, future slot"] = RpcErrorKind.NotYet,
        ["block, pruned"] = RpcErrorKind.NotKept,
        ["send, blockhash not found"] = RpcErrorKind.PreflightFailed,
        ["send, already processed"] = RpcErrorKind.PreflightFailed,
        ["send, insufficient funds"] = RpcErrorKind.PreflightFailed,
        ["send, below the rent-exempt minimum"] = RpcErrorKind.PreflightFailed,
        ["send, bad signature"] = RpcErrorKind.BadSignature,
        ["send, bad signature, newer node"] = RpcErrorKind.BadSignature,
        ["send, not base64"] = RpcErrorKind.WrongRequest,
        ["send, cut short"] = RpcErrorKind.WrongRequest,
        ["send, above 1232 bytes"] = RpcErrorKind.WrongRequest,
        ["min context slot"] = RpcErrorKind.NotYet,
        ["bad address, length"] = RpcErrorKind.WrongRequest,
        ["bad address, alphabet"] = RpcErrorKind.WrongRequest,
        ["missing parameter"] = RpcErrorKind.WrongRequest,
        ["unknown method"] = RpcErrorKind.WrongRequest,
        ["health, behind"] = RpcErrorKind.NodeBehind,
        ["health, unknown"] = RpcErrorKind.NodeBehind,
        ["send, node behind"] = RpcErrorKind.NodeBehind,
        ["rate limit"] = RpcErrorKind.RateLimited,
        ["service unavailable"] = RpcErrorKind.Unavailable,
        ["body that is not JSON"] = RpcErrorKind.Unavailable,
    };

    // What the client never asks for.
    private static readonly string[] NeverAsked =
    [
        "version", "account absent", "unknown method", "transaction, base64", "transaction, version not declared", "transaction, processed refused",
        "block, version not declared", "block, skipped slot", "block, future slot", "block, pruned", "min context slot", "bad address, length",
        "bad address, alphabet", "missing parameter", "send, not base64",
    ];

    public static TheoryData<int, string> Samples => Vector.Cases(Vector.Samples);

    public static TheoryData<int, string> Asked
    {
        get
        {
            var asked = new TheoryData<int, string>();
            foreach (var (at, sample) in Vector.Samples.EnumerateArray().Index().Where(one => !NeverAsked.Contains(one.Item.Text("name"))))
                asked.Add(at, sample.Text("name"));
            return asked;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Tells_AnAnswerFromAnError_AndWhichError(int at, string name)
    {
        var sample = Vector.Samples[at];
        var call = RpcCall.Create(sample.GetProperty("request").GetProperty("id").GetInt64(), "method");
        var response = new RpcResponse(sample.GetProperty("status").GetInt32(), null, Encoding.UTF8.GetBytes(sample.Text("body")));
        var any = (JsonTypeInfo<JsonElement?>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonElement?));

        var error = Record.Exception(() => RpcReply.Read(call, response, new EndpointAddress("https://one.test/"), any));

        if (Failures.TryGetValue(name, out var kind))
            Assert.Equal(kind, Assert.IsType<RpcException>(error).Kind);
        else
            Assert.Null(error);
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Asks_ForWhatTheSampleAskedFor_AndReadsTheAnswer(int at, string name)
    {
        var sample = Vector.Samples[at];
        var request = sample.GetProperty("request");
        using var stub = Replaying(sample);

        var error = await Record.ExceptionAsync(() => AskAsync(stub.Client, sample));

        Assert.Equal(Failures.TryGetValue(name, out var kind) ? kind : null, (error as RpcException)?.Kind);
        Assert.True(error is null or RpcException, error?.ToString());
        var asked = Assert.Single(stub.Handler.Requests).Json;
        Assert.Equal(request.Text("method"), asked.Text("method"));
        foreach (var (place, parameter) in (request.TryGetProperty("params", out var parameters) ? parameters.EnumerateArray() : default).Index())
        {
            var mine = asked.GetProperty("params")[place];
            if (parameter.ValueKind == JsonValueKind.Object)
                Assert.All(parameter.EnumerateObject(), member => Assert.True(JsonElement.DeepEquals(member.Value, mine.GetProperty(member.Name)), member.Name));
            else
                Assert.True(JsonElement.DeepEquals(parameter, mine));
        }
    }

    [Fact]
    public void Knows_EveryFailureOfTheSamples() =>
        Assert.All(
            Vector.Samples.EnumerateArray().Where(sample => sample.GetProperty("status").GetInt32() != 200 || sample.Text("body").Contains("\"error\"", StringComparison.Ordinal)),
            sample => Assert.Contains(sample.Text("name"), Failures.Keys));

    [Fact]
    public async Task Reads_WhatATransferDid()
    {
        using var stub = Replaying("transaction, legacy");

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
        using var stub = Replaying(name);

        var transaction = await stub.Client.GetTransactionAsync(default);

        Assert.Equal(version, transaction!.Version);
        Assert.Equal(lamports, transaction.LamportsTo(PublicKey.Parse("6Fs9SsHaf5PL3WdFJS2yJiezcqZKZWLW1up1XDMmLN3D")));
    }

    [Fact]
    public async Task Reads_WhatATokenPayoutDid()
    {
        using var stub = Replaying("transaction, token payout");
        var mint = PublicKey.Parse("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v");

        var transaction = await stub.Client.GetTransactionAsync(default);

        Assert.Equal(1_250_000, transaction!.TokensTo(mint, PublicKey.Parse("6Fs9SsHaf5PL3WdFJS2yJiezcqZKZWLW1up1XDMmLN3D")));
        Assert.Equal(-1_250_000, transaction!.TokensTo(mint, PublicKey.Parse("HVijfkZCBjPissQZMWHqDV5Uay3R3jakUd2Jpovvm3Vj")));
    }

    [Fact]
    public async Task Reads_NothingFromATransactionThatFailed()
    {
        using var stub = Replaying("transaction that failed");

        var transaction = await stub.Client.GetTransactionAsync(default);

        Assert.False(transaction!.Succeeded());
        Assert.Equal(0, transaction!.LamportsTo(PublicKey.Parse("HVijfkZCBjPissQZMWHqDV5Uay3R3jakUd2Jpovvm3Vj")));
        Assert.Equal(new TransactionError("InstructionError") { InstructionIndex = 0, InstructionErrorType = "Custom", CustomCode = 1 }, transaction!.Meta!.Error);
        Assert.Equal("InstructionError 0: Custom 1", transaction.Meta.Error!.ToString());
    }

    [Fact]
    public async Task Reads_Statuses_InTheOrderAsked()
    {
        using var stub = Replaying("status finalized, one failed, one unknown");

        var statuses = await stub.Client.GetSignatureStatusesAsync([default, default, default], searchTransactionHistory: true);

        Assert.Equal(5_000_034ul, statuses.Context.Slot);
        Assert.Equal(new SignatureStatusInfo { Slot = 5_000_001, ConfirmationStatus = Commitment.Finalized }, statuses.Value[0]);
        Assert.Equal("InstructionError", statuses.Value[1]!.Error!.Type);
        Assert.Null(statuses.Value[2]);
    }

    [Fact]
    public async Task Reads_AHashAndHowLongItLasts()
    {
        using var stub = Replaying("latest blockhash");

        var latest = await stub.Client.GetLatestBlockHashAsync(Commitment.Confirmed);

        Assert.Equal(
            (4_999_999ul, "4HGdsYNQEvyw7vB9GT32x7Psik6kXg96im8qPDP3Tu3M", 4_700_149ul),
            (latest.Context.Slot, latest.Value.BlockHash.ToString(), latest.Value.LastValidBlockHeight));
    }

    [Fact]
    public async Task Reads_Accounts_AndWhatMintsSay()
    {
        using var stub = Replaying("accounts, one absent");

        var accounts = (await stub.Client.GetMultipleAccountsAsync([default, default, default])).Value;

        Assert.Equal(50_000_000_000ul, accounts[0]!.Lamports);
        Assert.Null(accounts[1]);
        Assert.Equal(new TokenMint(TokenProgram.ProgramId, 25_000_000, 6), TokenMint.TryRead(accounts[2]!));
        Assert.Null(TokenMint.TryRead(accounts[0]!));
        Assert.Null(TokenAccount.TryRead(accounts[2]!));
    }

    [Fact]
    public async Task Reads_AnAccountsHistory()
    {
        using var stub = Replaying("signatures for address");

        var history = await stub.Client.GetSignaturesForAddressAsync(default, limit: 10);

        Assert.Equal(5, history.Count);
        Assert.Equal("InstructionError", history[0].Error!.Type);
        Assert.Equal("[6] job 42", history[4].Memo);
        Assert.Equal(Commitment.Finalized, history[4].ConfirmationStatus);
    }

    [Fact]
    public async Task Says_WhyATrialRunFailed()
    {
        using var stub = Replaying("send, blockhash not found");

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.SendTransactionAsync(new byte[1]));

        Assert.True(error.TransactionError!.IsBlockHashNotFound);
        Assert.False(error.MayHaveBeenAccepted);
        Assert.Equal(-32002, error.Code);
        Assert.Contains("\"err\":\"BlockhashNotFound\"", error.ErrorData, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_HowFarANodeIsBehind()
    {
        using var stub = Replaying("health, behind");
        using var unknown = Replaying("health, unknown");

        Assert.Equal(42ul, (await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetHealthAsync())).SlotsBehind);
        Assert.Null((await Assert.ThrowsAsync<RpcException>(() => unknown.Client.GetHealthAsync())).SlotsBehind);
    }

    [Fact]
    public async Task Says_HowLongToWait()
    {
        using var stub = Replaying("rate limit");

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.Equal((429, TimeSpan.FromSeconds(10)), (error.Code, error.RetryAfter));
    }

    private static StubbedClient Replaying(string name) => Replaying(Vector.Samples.EnumerateArray().Single(sample => sample.Text("name") == name));

    private static StubbedClient Replaying(JsonElement sample)
    {
        var recorded = sample.GetProperty("request").GetProperty("id").GetInt64();
        return new StubbedClient(
            request => new StubHandler.Answer(
                sample.GetProperty("status").GetInt32(),
                sample.Text("body").Replace($"\"id\":{recorded}}}", $"\"id\":{request.Id}}}", StringComparison.Ordinal),
                sample.TryGetProperty("retryAfter", out var after) ? after.GetString() : null),
            options => options.MaxAttempts = 1);
    }

    /// <summary>Makes the call whose exchange was recorded, as nearly as the client can.</summary>
    private static Task AskAsync(RpcClient client, JsonElement sample)
    {
        var request = sample.GetProperty("request");
        var parameters = request.TryGetProperty("params", out var given) ? given.EnumerateArray().ToArray() : [];
        var settings = parameters.LastOrDefault(one => one.ValueKind == JsonValueKind.Object);
        var commitment = Member("commitment") is { } word ? Enum.Parse<Commitment>(word.GetString()!, ignoreCase: true) : Commitment.Finalized;
        return request.Text("method") switch
        {
            "getHealth" => client.GetHealthAsync(),
            "getGenesisHash" => client.GetGenesisHashAsync(),
            "getSlot" => client.GetSlotAsync(commitment),
            "getBlockHeight" => client.GetBlockHeightAsync(commitment),
            "getEpochInfo" => client.GetEpochInfoAsync(commitment),
            "getLatestBlockhash" => client.GetLatestBlockHashAsync(commitment),
            "isBlockhashValid" => client.IsBlockHashValidAsync(Hash.Parse(parameters[0].GetString()!), commitment),
            "getMinimumBalanceForRentExemption" => client.GetMinimumBalanceForRentExemptionAsync(parameters[0].GetInt32()),
            "getBalance" => client.GetBalanceAsync(Key(), commitment),
            "getTokenAccountBalance" => client.GetTokenAccountBalanceAsync(Key()),
            "getMultipleAccounts" => client.GetMultipleAccountsAsync([.. parameters[0].EnumerateArray().Select(key => PublicKey.Parse(key.GetString()!))]),
            "sendTransaction" => client.SendTransactionAsync(Bytes(), preFlightCommitment: Enum.Parse<Commitment>(Member("preflightCommitment")!.Value.GetString()!, ignoreCase: true)),
            "simulateTransaction" => client.SimulateTransactionAsync(Bytes(), commitment: commitment),
            "getFeeForMessage" => client.GetFeeForMessageAsync(Bytes(), commitment),
            "getSignatureStatuses" => client.GetSignatureStatusesAsync(
                [.. parameters[0].EnumerateArray().Select(one => Signature.Parse(one.GetString()!))], Member("searchTransactionHistory")!.Value.GetBoolean()),
            "getSignaturesForAddress" => client.GetSignaturesForAddressAsync(Key(), Member("limit")!.Value.GetInt32(), commitment: commitment),
            "getTransaction" => client.GetTransactionAsync(Signature.Parse(parameters[0].GetString()!), commitment),
            "getBlock" => client.GetBlockAsync(parameters[0].GetUInt64(), includeSignatures: Member("transactionDetails")?.GetString() == "signatures"),
            "getBlocksWithLimit" => client.GetBlocksWithLimitAsync(parameters[0].GetUInt64(), parameters[1].GetInt32(), commitment),
            "requestAirdrop" => client.RequestAirdropAsync(Key(), parameters[1].GetUInt64()),
            var method => throw new InvalidOperationException($"The samples have a method that isn't asked here: {method}."),
        };

        JsonElement? Member(string name) => settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var value) ? value : null;
        PublicKey Key() => PublicKey.Parse(parameters[0].GetString()!);
        byte[] Bytes() => parameters[0].GetBytesFromBase64();
    }
}
