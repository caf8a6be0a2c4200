using Xunit;
using static PhantomParadox.Solana.Tests.Rpc.StubHandler;

namespace PhantomParadox.Solana.Tests.Rpc;

public sealed class FailoverTests
{
    private static readonly string[] Two = ["https://one.test/", "https://two.test/"];
    private static readonly Answer Broken = new(502, "Bad Gateway");

    [Fact]
    public async Task Prefers_TheFirstEndpoint()
    {
        using var stub = new StubbedClient(request => Result(request, "7"), null, Two);

        await stub.Client.GetSlotAsync();
        await stub.Client.GetSlotAsync();

        Assert.All(stub.Handler.Requests, request => Assert.Equal("one.test", request.Host));
    }

    [Fact]
    public async Task Asks_TheNextAtOnce_WhereOneFails_AndLeavesThatAlone()
    {
        using var stub = new StubbedClient(request => request.Host == "one.test" ? Broken : Result(request, "7"), null, Two);

        await stub.Client.GetSlotAsync();
        await stub.Client.GetSlotAsync();

        Assert.Equal(["one.test", "two.test", "two.test"], stub.Handler.Requests.Select(request => request.Host));
        Assert.Empty(stub.Time.Waits);
    }

    [Fact]
    public async Task Returns_ToTheFirst_OnceItsRestIsOver()
    {
        var isDown = true;
        using var stub = new StubbedClient(request => request.Host == "one.test" && isDown ? Broken : Result(request, "7"), null, Two);
        await stub.Client.GetSlotAsync();
        isDown = false;

        stub.Time.Advance(TimeSpan.FromSeconds(1));
        await stub.Client.GetSlotAsync();

        Assert.Equal(["one.test", "two.test", "one.test"], stub.Handler.Requests.Select(request => request.Host));
        Assert.Equal(["Warning: Solana node https://one.test failed", "Information: Solana node https://one.test answers"], stub.Log.Select(line => string.Join(' ', line.Split(' ').Take(5))));
    }

    [Fact]
    public async Task Leaves_ANodeThatIsBehind()
    {
        using var stub = new StubbedClient(
            request => request.Host == "one.test" ? Error(request, -32005, """{"numSlotsBehind":9}""") : Result(request, "\"ok\""), null, Two);

        await stub.Client.GetHealthAsync();

        Assert.Equal(["one.test", "two.test"], stub.Handler.Requests.Select(request => request.Host));
    }

    [Fact]
    public async Task Leaves_AnEndpointThatDeniesAccess_ForLong()
    {
        using var stub = new StubbedClient(request => request.Host == "one.test" ? new Answer(403, "{}") : Result(request, "7"), null, Two);
        await stub.Client.GetSlotAsync();

        stub.Time.Advance(TimeSpan.FromSeconds(59));
        await stub.Client.GetSlotAsync();

        Assert.Equal(["one.test", "two.test", "two.test"], stub.Handler.Requests.Select(request => request.Host));
    }

    [Fact]
    public async Task Says_ThatAccessIsDenied_WhereThereIsNoOtherEndpoint()
    {
        using var stub = new StubbedClient(_ => new Answer(401, "{}"));

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.Equal((RpcErrorKind.AccessDenied, 401), (error.Kind, error.Code));
        Assert.Single(stub.Handler.Requests);
    }

    [Fact]
    public async Task Asks_TheOthers_ForHistoryThatOneDoesntKeep()
    {
        using var stub = new StubbedClient(
            request => request.Host == "one.test"
                ? Error(request, -32001)
                : Result(request, """{"blockhash":"11111111111111111111111111111111","previousBlockhash":"11111111111111111111111111111111","parentSlot":1}"""),
            null, Two);

        Assert.Equal(1ul, (await stub.Client.GetBlockAsync(2)).ParentSlot);

        Assert.Empty(stub.Log);
    }

    [Fact]
    public async Task Says_ThatHistoryIsntKept_WhereNoEndpointKeepsIt()
    {
        using var stub = new StubbedClient(request => Error(request, -32001), null, Two);

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetBlockAsync(2));

        Assert.Equal(RpcErrorKind.NotKept, error.Kind);
        Assert.Equal(["one.test", "two.test"], stub.Handler.Requests.Select(request => request.Host));
    }

    [Fact]
    public async Task Asks_EachEndpoint_OnItsOwn()
    {
        using var stub = new StubbedClient(request => request.Host == "one.test" ? Broken : Result(request, "7"), options => options.MaxAttempts = 2, Two);

        await Assert.ThrowsAsync<RpcException>(() => stub.Client.Endpoints[0].GetSlotAsync());
        await stub.Client.Endpoints[1].GetSlotAsync();

        Assert.Equal(["one.test", "one.test", "two.test"], stub.Handler.Requests.Select(request => request.Host));
        Assert.Same(stub.Client.Endpoints[0], Assert.Single(stub.Client.Endpoints[0].Endpoints));
    }

    [Fact]
    public async Task Shares_RestsBetweenTheWholeAndItsParts()
    {
        using var stub = new StubbedClient(request => request.Host == "one.test" ? Broken : Result(request, "7"), options => options.MaxAttempts = 1, Two);
        await Assert.ThrowsAsync<RpcException>(() => stub.Client.Endpoints[0].GetSlotAsync());

        await stub.Client.GetSlotAsync();

        Assert.Equal(["one.test", "two.test"], stub.Handler.Requests.Select(request => request.Host));
    }

    [Theory]
    [InlineData(503, "", true)]
    [InlineData(200, "<html>", true)]
    [InlineData(200, """{"jsonrpc":"2.0","error":{"code":-32603,"message":"Internal error"},"id":1}""", true)]
    [InlineData(200, """{"jsonrpc":"2.0","error":{"code":-32002,"message":"no","data":{"err":"AlreadyProcessed","logs":[]}},"id":1}""", true)]
    [InlineData(200, """{"jsonrpc":"2.0","error":{"code":-32002,"message":"no","data":{"err":"BlockhashNotFound","logs":[]}},"id":1}""", false)]
    [InlineData(200, """{"jsonrpc":"2.0","error":{"code":-32003,"message":"no"},"id":1}""", false)]
    [InlineData(200, """{"jsonrpc":"2.0","error":{"code":-32005,"message":"no"},"id":1}""", false)]
    [InlineData(200, """{"jsonrpc":"2.0","error":{"code":-32602,"message":"no"},"id":1}""", false)]
    [InlineData(429, "", false)]
    public async Task Sends_ATransactionOnce_AndSaysWhetherItMayHaveBeenTaken(int status, string body, bool mayHaveBeenAccepted)
    {
        using var stub = new StubbedClient(_ => new Answer(status, body), null, Two);

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.SendTransactionAsync(new byte[1]));

        Assert.Equal(mayHaveBeenAccepted, error.MayHaveBeenAccepted);
        Assert.Single(stub.Handler.Requests);
        Assert.Empty(stub.Time.Waits);
    }

    [Fact]
    public async Task Sends_ToTheNextEndpoint_WhereTheFirstRests()
    {
        var id = new Signature([.. Enumerable.Repeat((byte)1, 64)]);
        using var stub = new StubbedClient(request => request.Host == "one.test" ? Broken : Result(request, $"\"{id}\""), null, Two);
        await Assert.ThrowsAsync<RpcException>(() => stub.Client.SendTransactionAsync(new byte[1]));

        Assert.Equal(id, await stub.Client.SendTransactionAsync(new byte[1]));

        Assert.Equal(["one.test", "two.test"], stub.Handler.Requests.Select(request => request.Host));
    }

    [Fact]
    public async Task Sends_NothingToAnEndpoint_ThatAskedToBeLeftAlone()
    {
        using var stub = new StubbedClient(_ => new Answer(429, "{}", "5"));
        await Assert.ThrowsAsync<RpcException>(() => stub.Client.SendTransactionAsync(new byte[1]));

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.SendTransactionAsync(new byte[1]));

        Assert.Equal((RpcErrorKind.RateLimited, false), (error.Kind, error.MayHaveBeenAccepted));
        Assert.Single(stub.Handler.Requests);
    }
}
