using Xunit;
using static PhantomParadox.Solana.Tests.Rpc.StubHandler;

namespace PhantomParadox.Solana.Tests.Rpc;

/// <summary>Addresses of endpoints hold keys; nothing that the client says does.</summary>
public sealed class SecrecyTests
{
    private const string Canary = "canary-9f8e7d6c5b4a";
    private const string Address = $"https://user:{Canary}@one.test:8443/v1/{Canary}/?api-key={Canary}";

    [Theory]
    [InlineData(503, "")]
    [InlineData(401, $"bad key {Canary}")]
    [InlineData(400, $"bad key {Canary}")]
    [InlineData(200, $"<html>{Canary}")]
    [InlineData(200, $$$"""{"jsonrpc":"2.0","error":{"code":-32603,"message":"key {{{Canary}}} is over its quota","data":{"key":"{{{Canary}}}"}},"id":1}""")]
    [InlineData(200, $$$"""{"jsonrpc":"2.0","error":{"code":-32002,"message":"no","data":{"err":"X","logs":["{{{Canary}}}"]}},"id":1}""")]
    [InlineData(200, $$$"""{"jsonrpc":"2.0","result":{"{{{Canary}}}":1},"id":1}""")]
    public async Task Shows_NothingOfAnAddress_InErrorsAndLogs(int status, string body)
    {
        using var stub = new StubbedClient(_ => new Answer(status, body), options => options.MaxAttempts = 2, Address);

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        var said = string.Join('\n', [error.ToString(), error.ErrorData, .. error.Logs, .. stub.Log, stub.Client.ToString()]);
        Assert.DoesNotContain(Canary, said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("https://one.test:8443", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_NothingOfAnAddress_WhereTheConnectionFails()
    {
        using var client = new RpcClient(
            new SolanaRpcOptions { MaxAttempts = 1, Endpoints = { $"http://127.0.0.1:1/{Canary}?key={Canary}" } }, RpcClient.NewHandler(), TimeProvider.System, () => 0,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<RpcClient>.Instance);

        var error = await Assert.ThrowsAsync<RpcException>(() => client.GetSlotAsync());

        Assert.Equal(RpcErrorKind.Unavailable, error.Kind);
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_TheKeys_ToTheEndpointItself()
    {
        using var stub = new StubbedClient(request => Result(request, "7"), null, Address);

        await stub.Client.GetSlotAsync();

        var request = Assert.Single(stub.Handler.Requests);
        Assert.Equal($"https://one.test:8443/v1/{Canary}/?api-key={Canary}", request.Uri.AbsoluteUri);
        Assert.Equal("Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"user:{Canary}")), request.Authorization);
    }

    [Fact]
    public async Task Breaks_NoLineOfALog_WithWhatANodeSays()
    {
        using var stub = new StubbedClient(
            request => new Answer(200, $$"""{"jsonrpc":"2.0","error":{"code":-32602,"message":"one\ntwo\u001b[31m{{new string('x', 9_999)}}"},"id":{{request.Id}}}"""));

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.True(error.Message.Length < 400);
    }
}
