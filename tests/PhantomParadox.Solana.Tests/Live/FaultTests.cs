using PhantomParadox.Solana.Tests.Running;
using Xunit;
using static PhantomParadox.Solana.Tests.Live.Payments;

namespace PhantomParadox.Solana.Tests.Live;

[Collection(LocalRpcCollection.Name)]
public sealed class FaultTests(LocalRpcServer server) : IDisposable
{
    private readonly RpcClient _client = server.Connect();

    public void Dispose() => _client.Dispose();

    [NeedsLocalRpcFact]
    public async Task Reads_ThroughEveryFault()
    {
        var faults = (string[])["fail", "rateLimit", "reset", "garbage", "timeout", "loseReply"];
        foreach (var fault in faults)
        {
            await server.FaultAsync(fault, "getSlot");
            Assert.NotEqual(0ul, await _client.GetSlotAsync());
        }

        // Each fault came, once: none is left to come.
        Assert.Equal(0, (await server.ControlAsync("state")).GetProperty("queued").GetArrayLength());
    }

    [NeedsLocalRpcFact]
    public async Task Waits_AsLongAsItIsAskedTo_ForTransactionsToo()
    {
        using var payer = await server.WalletAsync(Sol);
        var transaction = await _client.SignAsync(payer, SystemProgram.Transfer(payer.PublicKey, payer.PublicKey, 1));
        await server.ControlAsync("faultNext", new { kind = "rateLimit", method = "sendTransaction", retryAfterS = 60 });
        var before = await server.CallsAsync("sendTransaction");

        var refused = await Assert.ThrowsAsync<RpcException>(() => _client.SendAsync(transaction));
        var spared = await Assert.ThrowsAsync<RpcException>(() => _client.SendAsync(transaction));

        Assert.Equal((RpcErrorKind.RateLimited, 429, TimeSpan.FromSeconds(60)), (refused.Kind, refused.Code, refused.RetryAfter));
        Assert.InRange(spared.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(61));
        Assert.Equal(before, await server.CallsAsync("sendTransaction"));
    }

    [NeedsLocalRpcFact]
    public async Task Says_ThatATransactionMayHaveBeenTaken_WhereTheReplyIsLost_AndItHasBeen()
    {
        using var payer = await server.WalletAsync(Sol);
        using var payee = await server.WalletAsync(Sol);
        var transaction = await _client.SignAsync(payer, SystemProgram.Transfer(payer.PublicKey, payee.PublicKey, 5));
        using var fresh = server.Connect();   // a connection of its own: a used one that is reset may be tried again by the handler
        await server.FaultAsync("loseReply", "sendTransaction");

        var lost = await Assert.ThrowsAsync<RpcException>(() => fresh.SendAsync(transaction));
        await server.FinalizeAsync();
        var again = await Assert.ThrowsAsync<RpcException>(() => fresh.SendAsync(transaction));

        Assert.Equal((RpcErrorKind.Unavailable, true), (lost.Kind, lost.MayHaveBeenAccepted));
        Assert.Equal((RpcErrorKind.PreflightFailed, true), (again.Kind, again.MayHaveBeenAccepted));
        Assert.True(again.TransactionError!.IsAlreadyProcessed);
        Assert.Equal(Commitment.Finalized, (await _client.StatusAsync(transaction))!.ConfirmationStatus);
        Assert.Equal(Sol + 5, (await _client.GetBalanceAsync(payee.PublicKey)).Value);
    }

    [NeedsLocalRpcFact]
    public async Task Says_ThatATransactionMayHaveBeenTaken_WhereTheConnectionIsReset_AndItHasNot()
    {
        using var payer = await server.WalletAsync(Sol);
        var transaction = await _client.SignAsync(payer, SystemProgram.Transfer(payer.PublicKey, payer.PublicKey, 1));
        foreach (var fault in (string[])["reset", "garbage", "fail"])
        {
            using var fresh = server.Connect();
            await server.FaultAsync(fault, "sendTransaction");

            var error = await Assert.ThrowsAsync<RpcException>(() => fresh.SendAsync(transaction));

            Assert.Equal((RpcErrorKind.Unavailable, true), (error.Kind, error.MayHaveBeenAccepted));
        }

        await server.FinalizeAsync();
        Assert.Null(await _client.StatusAsync(transaction));
    }

    [NeedsLocalRpcFact]
    public async Task Lands_TheSameBytes_SentAgain_AfterTheNodeDroppedThem()
    {
        using var payer = await server.WalletAsync(Sol);
        using var payee = await server.WalletAsync(Sol);
        var transaction = await _client.SignAsync(payer, SystemProgram.Transfer(payer.PublicKey, payee.PublicKey, 5));
        await server.FaultAsync("drop", "sendTransaction");

        await _client.SendAsync(transaction);
        await server.FinalizeAsync();
        var dropped = await _client.StatusAsync(transaction);
        await _client.SendAsync(transaction);
        await server.FinalizeAsync();

        Assert.Null(dropped);
        Assert.Null((await _client.StatusAsync(transaction))!.Error);
        Assert.Equal(Sol + 5, (await _client.GetBalanceAsync(payee.PublicKey)).Value);
    }

    [NeedsLocalRpcFact]
    public async Task Goes_ToTheOtherEndpoint_WhereOneIsBehind_OrGone()
    {
        var other = await LocalRpcServer.StartAsync();
        try
        {
            using var client = other.Connect(server);   // the other is preferred
            using var payer = await server.WalletAsync(Sol);
            await other.ControlAsync("health", new { behind = 42 });
            var transaction = await _client.SignAsync(payer, SystemProgram.Transfer(payer.PublicKey, payer.PublicKey, 1));

            await client.GetHealthAsync();
            await other.KillAsync();
            await client.SendUntilTakenAsync(transaction);
            await server.FinalizeAsync();

            Assert.Equal(Commitment.Finalized, (await client.StatusAsync(transaction))!.ConfirmationStatus);
            await Assert.ThrowsAsync<RpcException>(() => client.Endpoints[0].GetSlotAsync());
            Assert.NotEqual(0ul, await client.Endpoints[1].GetSlotAsync());
        }
        finally
        {
            await other.DisposeAsync();
        }
    }
}
