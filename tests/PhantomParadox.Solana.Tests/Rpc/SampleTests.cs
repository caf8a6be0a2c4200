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
        using var stub = Replay.Of(sample);

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
