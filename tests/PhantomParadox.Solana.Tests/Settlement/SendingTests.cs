using PhantomParadox.Solana.Tests.Rpc;
using PhantomParadox.Solana.Tests.Running;
using Xunit;

namespace PhantomParadox.Solana.Tests.Settlement;

/// <summary>How bytes are sent, and to which network.</summary>
public sealed class SendingTests : IDisposable
{
    private readonly KeypairSigner _payer = new(new byte[32]);
    private readonly FakeNode _node = new();

    public SendingTests() => _node.Hold(_payer.PublicKey, 1_000_000_000);

    public void Dispose() => _payer.Dispose();

    [Fact]
    public async Task SendsTheBytesAsTheyWereSigned_WithoutRetries_AtTheCommitmentOfTheirHash()
    {
        var signed = await SignAsync();
        await Settlement().SendAsync(signed, default);
        Assert.Equal(signed.Bytes, Assert.Single(_node.Sent).Bytes);
        Assert.Contains("sendTransaction Confirmed 0 False", _node.Calls);
    }

    [Theory]
    [InlineData("AlreadyProcessed")]
    [InlineData("BlockhashNotFound")]
    public async Task WhatSaysNothing_IsNoError(string type)
    {
        var signed = await SignAsync();
        _node.Faults["sendTransaction"] = new RpcException(RpcErrorKind.PreflightFailed, type) { TransactionError = new TransactionError(type) };
        await Settlement().SendAsync(signed, default);
        Assert.Single(_node.Sent);
    }

    [Fact]
    public async Task ARateLimit_SaysHowLongToRest()
    {
        var signed = await SignAsync();
        _node.Faults["sendTransaction"] = new RpcException(RpcErrorKind.RateLimited, "429") { RetryAfter = TimeSpan.FromSeconds(7) };
        var error = await Assert.ThrowsAsync<SettlementException>(async () => await Settlement().SendAsync(signed, default));
        Assert.Equal((TimeSpan.FromSeconds(7), false), (error.RetryAfter, error.IsLasting));
    }

    [Fact]
    public async Task GoesOverTheNextNode_WhereTheFirstIsGone_HoweverLongItRested()
    {
        var signed = await SignAsync();
        using var stub = new StubbedClient(
            request => request.Method == "getGenesisHash" ? StubHandler.Result(request, $"\"{FakeGenesis}\"")
                : request.Host == "one.test" ? new StubHandler.Answer(502, "Bad Gateway")
                : StubHandler.Result(request, $"\"{signed.Reference}\""),
            null, "https://one.test/", "https://two.test/");
        var settlement = new SolanaSettlement(
            stub.Client, _payer, new NetworkGuard(stub.Client, SolanaNetwork.Find(FakeGenesis)!), new SolanaOptions());

        for (var time = 0; time < 3; time++)
        {
            // The longest that a clerk waits between two sendings: the first node is asked again each time.
            stub.Time.Advance(TimeSpan.FromSeconds(15));
            await settlement.SendAsync(signed, default);
        }

        Assert.Equal(
            ["one.test", "two.test", "one.test", "two.test", "one.test", "two.test"],
            stub.Handler.Requests.Where(request => request.Method == "sendTransaction").Select(request => request.Host));
    }

    [Fact]
    public async Task FailsAsTheLastNodeDid_WhereAllAreGone()
    {
        var signed = await SignAsync();
        using var stub = new StubbedClient(
            request => request.Method == "getGenesisHash" ? StubHandler.Result(request, $"\"{FakeGenesis}\"") : new StubHandler.Answer(502, "Bad Gateway"),
            null, "https://one.test/", "https://two.test/");
        var settlement = new SolanaSettlement(
            stub.Client, _payer, new NetworkGuard(stub.Client, SolanaNetwork.Find(FakeGenesis)!), new SolanaOptions());

        var error = await Assert.ThrowsAsync<SettlementException>(async () => await settlement.SendAsync(signed, default));

        Assert.False(error.IsLasting);
        Assert.Contains("two.test", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, stub.Handler.Requests.Count(request => request.Method == "sendTransaction"));
    }

    [Fact]
    public async Task ANodeOfAnotherNetwork_StopsEverything_ForGood_AlsoWhereItIsTheSecond()
    {
        var other = new FakeNode { Genesis = SolanaNetwork.Mainnet.Genesis };
        FakeNode.Of(_node, other);
        var settlement = Settlement();

        var error = await Assert.ThrowsAsync<SettlementException>(async () => await settlement.GetNetworkAsync(default));

        Assert.True(error.IsLasting);
        Assert.Contains("RpcUrls[1] is a node of mainnet", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SettlementException>(async () => await settlement.LookAsync(new("x", new byte[1], 0, 0, "x"), default));
        Assert.DoesNotContain("getSignatureStatuses", _node.Calls);
    }

    [Fact]
    public void Mainnet_NeedsASecondWord()
    {
        var options = new SolanaOptions { Network = "mainnet" };
        options.RpcUrls.Add("http://127.0.0.1");
        Assert.Contains("AllowMainnet", new SolanaOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
        options.Network = SolanaNetwork.Mainnet.Genesis.ToString();
        Assert.True(new SolanaOptionsValidator().Validate(null, options).Failed);
        options.AllowMainnet = true;
        Assert.True(new SolanaOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public void ABadOption_IsNamedByItsKey()
    {
        var options = new SolanaOptions { Network = "moon", UsdcMint = "dollar", ExpiryMargin = 0, BeaconMargin = 1, MemoScanDepth = 1, PriorityFeeLimit = ulong.MaxValue };
        var failures = new SolanaOptionsValidator().Validate(null, options).Failures!.ToList();
        foreach (var key in (string[])["RpcUrl", "Network", "UsdcMint", "ExpiryMargin", "BeaconMargin", "MemoScanDepth", "PriorityFeeLimit"])
            Assert.Single(failures, failure => failure.StartsWith($"Solana:{key} ", StringComparison.Ordinal));
    }

    private SolanaSettlement Settlement() => new(_node, _payer, new NetworkGuard(_node, SolanaNetwork.Find(FakeGenesis)!), new SolanaOptions());

    private string FakeGenesis => _node.Genesis.ToString();

    private async Task<SignedPayout> SignAsync()
    {
        using var wallet = new KeypairSigner(Enumerable.Repeat((byte)3, 32).ToArray());
        var order = new PayoutOrder(new PayoutId(Guid.NewGuid()), Currency.Sol, [new(wallet.PublicKey.ToString(), 1_000_000)]);
        return (await Settlement().SignAsync(order, default)).Signed!;
    }
}
