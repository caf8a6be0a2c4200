using Xunit;
using static PhantomParadox.Solana.Tests.Rpc.StubHandler;

namespace PhantomParadox.Solana.Tests.Rpc;

public sealed class RetryTests
{
    private static readonly Answer Broken = new(503, "Service Unavailable");

    [Fact]
    public async Task Tries_AReadAgain_AfterWaitsThatDouble()
    {
        var left = 3;
        using var stub = new StubbedClient(request => left-- > 0 ? Broken : Result(request, "7"));

        Assert.Equal(7ul, await stub.Client.GetSlotAsync());

        Assert.Equal(4, stub.Handler.Requests.Count);
        Assert.Equal([250, 500, 1_000], stub.Time.Waits.Select(wait => wait.TotalMilliseconds));
        Assert.Single(stub.Handler.Requests.Select(request => request.Json.ToString()).Distinct());
    }

    [Fact]
    public async Task Gives_Up_AfterTheAttemptsAllowed()
    {
        using var stub = new StubbedClient(_ => Broken, options => options.MaxAttempts = 3);

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.Equal((RpcErrorKind.Unavailable, 503), (error.Kind, error.Code));
        Assert.Equal(3, stub.Handler.Requests.Count);
    }

    [Fact]
    public async Task Waits_NoLongerThanTheLimitOfDoubling()
    {
        using var stub = new StubbedClient(
            _ => Broken, options => (options.MaxAttempts, options.BackoffLimit) = (6, TimeSpan.FromSeconds(1)));

        await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.Equal([250, 500, 1_000, 1_000, 1_000], stub.Time.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task Waits_AsLongAsItIsAskedTo()
    {
        var left = 1;
        using var stub = new StubbedClient(request => left-- > 0 ? new Answer(429, "{}", "7") : Result(request, "7"));

        await stub.Client.GetSlotAsync();

        // And a little longer, by chance, so that not all who were refused come back at once.
        Assert.Equal(7_250, Assert.Single(stub.Time.Waits).TotalMilliseconds);
    }

    [Fact]
    public async Task Waits_UntilTheDateItIsAskedTo()
    {
        var left = 1;
        using var stub = new StubbedClient(request => left-- > 0 ? new Answer(429, "{}", "Sat, 01 Jan 2000 00:00:05 GMT") : Result(request, "7"));

        await stub.Client.GetSlotAsync();

        Assert.Equal(5_250, Assert.Single(stub.Time.Waits).TotalMilliseconds);
    }

    [Fact]
    public async Task Refuses_ToWait_LongerThanAllowed_AndSaysWhenToComeBack()
    {
        using var stub = new StubbedClient(_ => new Answer(429, "{}", "31"));

        var first = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());
        var second = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.Equal((RpcErrorKind.RateLimited, TimeSpan.FromSeconds(31)), (first.Kind, first.RetryAfter));
        Assert.Equal((RpcErrorKind.RateLimited, TimeSpan.FromSeconds(31.25)), (second.Kind, second.RetryAfter));
        Assert.Single(stub.Handler.Requests);
        Assert.Empty(stub.Time.Waits);
    }

    [Theory]
    [InlineData(-32602, RpcErrorKind.WrongRequest)]
    [InlineData(-32601, RpcErrorKind.WrongRequest)]
    [InlineData(-32007, RpcErrorKind.NoBlock)]
    [InlineData(-32009, RpcErrorKind.NoBlock)]
    [InlineData(-32015, RpcErrorKind.UnsupportedVersion)]
    [InlineData(-32001, RpcErrorKind.NotKept)]
    [InlineData(-32011, RpcErrorKind.NotKept)]
    [InlineData(-32004, RpcErrorKind.NotYet)]
    [InlineData(-32014, RpcErrorKind.NotYet)]
    public async Task Asks_Once_WhereAskingAgainChangesNothing(int code, RpcErrorKind kind)
    {
        using var stub = new StubbedClient(request => Error(request, code));

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetBlockAsync(1));

        Assert.Equal((kind, code), (error.Kind, error.Code));
        Assert.Single(stub.Handler.Requests);
        Assert.Empty(stub.Log);
    }

    [Theory]
    [InlineData(-32603, RpcErrorKind.NodeTrouble)]
    [InlineData(-32019, RpcErrorKind.NodeTrouble)]
    [InlineData(-31999, RpcErrorKind.NodeTrouble)]
    [InlineData(-32005, RpcErrorKind.NodeBehind)]
    [InlineData(429, RpcErrorKind.RateLimited)]
    public async Task Asks_Again_WhereTheNodeIsInTrouble(int code, RpcErrorKind kind)
    {
        using var stub = new StubbedClient(request => Error(request, code), options => options.MaxAttempts = 2);

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.Equal(kind, error.Kind);
        Assert.Equal(2, stub.Handler.Requests.Count);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"jsonrpc":"2.0","result":7,"id":999}""")]
    [InlineData("""{"jsonrpc":"2.0","result":"seven","id":1}""")]
    [InlineData("""{"jsonrpc":"2.0","result":null,"id":1}""")]
    [InlineData("""{"jsonrpc":"2.0","result":-1,"id":1}""")]
    [InlineData("""{"jsonrpc":"2.0","result":18446744073709551616,"id":1}""")]
    public async Task Takes_WhatCantBeRead_AsNoAnswer(string body)
    {
        using var stub = new StubbedClient(_ => new Answer(200, body), options => options.MaxAttempts = 2);

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.Equal(RpcErrorKind.Unavailable, error.Kind);
        Assert.True(error.MayHaveBeenAccepted);
        Assert.Equal(2, stub.Handler.Requests.Count);
    }

    [Theory]
    [InlineData("""{"context":{"slot":1},"value":null}""")]
    [InlineData("""{"context":{"slot":1},"value":[]}""")]
    [InlineData("""{"context":{"slot":1},"value":[null,null,null]}""")]
    [InlineData("""{"value":[null,null]}""")]
    public async Task Takes_AnswersOfAnotherLengthThanTheQuestion_AsNone(string result)
    {
        using var stub = new StubbedClient(request => Result(request, result), options => options.MaxAttempts = 1);

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSignatureStatusesAsync([default, default]));

        Assert.Equal(RpcErrorKind.Unavailable, error.Kind);
    }

    [Fact]
    public async Task Stops_ReadingAnAnswer_ThatIsTooLong()
    {
        using var stub = new StubbedClient(
            request => Result(request, '"' + new string('x', 70_000) + '"'), options => (options.MaxResponseBytes, options.MaxAttempts) = (65_536, 1));

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetHealthAsync());

        Assert.Equal(RpcErrorKind.Unavailable, error.Kind);
        Assert.Contains("longer than 65536 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_SilenceBeyondTheTimeout_AsNoAnswer()
    {
        using var stub = new StubbedClient(_ => new Answer(200, "", Hangs: true), options => options.MaxAttempts = 1);
        stub.Time.TimesOut = true;

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.Equal(RpcErrorKind.Unavailable, error.Kind);
        Assert.Contains("no answer within 00:00:10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_WhenTheCallerSaysSo()
    {
        using var stop = new CancellationTokenSource();
        using var stub = new StubbedClient(
            _ =>
            {
                stop.Cancel();
                return new Answer(200, "", Hangs: true);
            });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stub.Client.GetSlotAsync(cancellationToken: stop.Token));

        Assert.Single(stub.Handler.Requests);
    }

    [Fact]
    public async Task Keeps_ToTheRequestsPerSecond()
    {
        using var stub = new StubbedClient(request => Result(request, "7"), options => options.RequestsPerSecond = 2);

        for (var at = 0; at < 5; at++)
            await stub.Client.GetSlotAsync();

        // Two at once after a pause, then one every half second.
        Assert.Equal([500, 500, 500], stub.Time.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task Refuses_ARequest_WhoseTurnIsTooFarAway()
    {
        using var stub = new StubbedClient(request => Result(request, "7"), options => (options.RequestsPerSecond, options.LongestWait, options.MaxAttempts) = (1, TimeSpan.Zero, 1));
        await stub.Client.GetSlotAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetSlotAsync());

        Assert.Equal(RpcErrorKind.RateLimited, error.Kind);
        Assert.Single(stub.Handler.Requests);
    }

    [Fact]
    public async Task Refuses_QuestionsThatANodeWouldRefuse_WithoutAsking()
    {
        using var stub = new StubbedClient(request => Result(request, "7"));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("accounts", () => stub.Client.GetMultipleAccountsAsync(new PublicKey[101]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("signatures", () => stub.Client.GetSignatureStatusesAsync(new Signature[257]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("signatures", () => stub.Client.GetSignatureStatusesAsync([]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("limit", () => stub.Client.GetSignaturesForAddressAsync(default, 1_001));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("commitment", () => stub.Client.GetTransactionAsync(default, Commitment.Processed));
        await Assert.ThrowsAsync<ArgumentException>("verifySignatures", () => stub.Client.SimulateTransactionAsync(new byte[1], true, true));

        Assert.Empty(stub.Handler.Requests);
    }
}
