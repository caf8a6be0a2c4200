using Microsoft.Extensions.Time.Testing;
using PhantomParadox.EndToEnd;
using PhantomParadox.Protocol.Rest;
using Xunit;

namespace PhantomParadox.Client.Tests;

public sealed class AgentClientTests(MarketServer server) : IClassFixture<MarketServer>
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task AnAgent_Works_ReportsProgress_AndIsPaid()
    {
        var (buyer, capability) = (Buyer(), server.Name("cap"));
        var paid = new TaskCompletionSource<ulong>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var agent = Agent(server.Address, capability, async (job, stop) =>
        {
            await job.ReportProgressAsync(50, cancellationToken: stop);
            return AgentJobResult.Done(job.Description.ToUpperInvariant(), "proof");
        });
        var sum = 0UL;
        agent.PaymentReceived += (_, payment) =>
        {
            if (Interlocked.Add(ref sum, payment.Amount) == 1_000)
                paid.TrySetResult(sum);
        };
        _ = agent.RunAsync(CancellationToken.None);

        var posted = await PostAsync(buyer, capability);
        var done = await buyer.WaitForJobAsync(posted.Id);
        Assert.Equal(("completed", "WORK", "proof", 100), (done.Status, done.Result?.Output, done.Result?.ProofHash, (int)done.Progress));
        Assert.Equal(done.MuscleAgentId?.ToString(), agent.AgentId);
        Assert.Equal(1_000UL, await paid.Task.WaitAsync(MarketServer.Patience));
    }

    [Fact]
    public async Task AHandlerThatThrows_FailsTheAttempt()
    {
        var (buyer, capability) = (Buyer(), server.Name("cap"));
        await using var agent = Agent(server.Address, capability, (_, _) => throw new InvalidOperationException("mine"));
        _ = agent.RunAsync(CancellationToken.None);
        var failed = await buyer.WaitForJobAsync((await PostAsync(buyer, capability)).Id);
        Assert.Equal(("failed", false), (failed.Status, failed.Result?.Success));
        Assert.DoesNotContain("mine", failed.Result!.Output ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAgentThatWasCutOff_Reconnects_AndItsResultArrives_WithoutWorkingTwice()
    {
        var (buyer, capability) = (Buyer(), server.Name("cap"));
        await using var wire = new CutWire(server.Address);
        var (began, mayEnd) = (Signal(), Signal());
        var runs = 0;
        await using var agent = Agent(wire.Address, capability, async (job, stop) =>
        {
            Interlocked.Increment(ref runs);
            await job.ReportProgressAsync(10, cancellationToken: stop);
            began.TrySetResult();
            await mayEnd.Task;
            return AgentJobResult.Done("late");
        });
        var connected = Signal();
        agent.Connected += (_, _) => Volatile.Read(ref connected).TrySetResult();
        _ = agent.RunAsync(CancellationToken.None);
        await connected.Task.WaitAsync(MarketServer.Patience);
        var posted = await PostAsync(buyer, capability);
        await began.Task.WaitAsync(MarketServer.Patience);

        // Once while it works: the assignment comes again. Once as it ends: the result may be lost on the way.
        for (var i = 0; i < 2; i++)
        {
            Volatile.Write(ref connected, Signal());
            wire.Cut();
            if (i == 1)
                mayEnd.TrySetResult();
            await PassTimeUntilAsync(connected.Task);
        }

        var done = await buyer.WaitForJobAsync(posted.Id);
        Assert.Equal(("completed", "late", 1, 1), (done.Status, done.Result?.Output, (int)done.Attempt, Volatile.Read(ref runs)));
    }

    [Fact]
    public async Task ACancelOfTheBuyer_CancelsTheHandler()
    {
        var (buyer, capability) = (Buyer(), server.Name("cap"));
        var began = Signal();
        await using var agent = Agent(server.Address, capability, async (_, stop) =>
        {
            began.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return AgentJobResult.Done();
        });
        _ = agent.RunAsync(CancellationToken.None);
        var posted = await PostAsync(buyer, capability);
        await began.Task.WaitAsync(MarketServer.Patience);
        var reply = await buyer.CancelAsync(posted.Id, running: true);
        Assert.True(reply.Success);
        var ended = await buyer.WaitForJobAsync(posted.Id);
        Assert.Equal(("cancelled", "refunded"), (ended.Status, ended.Settlement));
    }

    [Fact]
    public async Task AnAgent_WorksOnAsManyJobsAtOnce_AsItsCapacity()
    {
        var (buyer, capability) = (Buyer(), server.Name("cap"));
        var begun = new SemaphoreSlim(0);
        var mayEnd = new SemaphoreSlim(0);
        var (now, most) = (0, 0);
        await using var agent = Agent(server.Address, capability, async (_, stop) =>
        {
            var running = Interlocked.Increment(ref now);
            Interlocked.Exchange(ref most, Math.Max(most, running));
            begun.Release();
            await mayEnd.WaitAsync(stop);
            Interlocked.Decrement(ref now);
            return AgentJobResult.Done();
        }, capacity: 2);
        _ = agent.RunAsync(CancellationToken.None);
        var jobs = new List<WireJob>();
        for (var i = 0; i < 4; i++)
            jobs.Add(await PostAsync(buyer, capability));
        for (var i = 0; i < 2; i++)
            Assert.True(await begun.WaitAsync(MarketServer.Patience));
        Assert.Equal("pending", (await buyer.GetJobAsync(jobs[2].Id)).Status);
        mayEnd.Release(4);
        foreach (var job in jobs)
            Assert.Equal("completed", (await buyer.WaitForJobAsync(job.Id)).Status);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task AnAgentThatStops_HandsBackWhatHasNotBegun()
    {
        var (buyer, capability) = (Buyer(), server.Name("cap"));
        var began = Signal();
        var agent = Agent(server.Address, capability, async (_, stop) =>
        {
            began.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return AgentJobResult.Done();
        });
        var run = agent.RunAsync(CancellationToken.None);
        var posted = await PostAsync(buyer, capability);
        await began.Task.WaitAsync(MarketServer.Patience);
        await using var watch = server.Watch();
        await agent.DisposeAsync();
        await run;
        while ((await watch.UntilAsync(MarketEventKind.JobRequeued)).Job.ToString() != posted.Id.ToString())
        {
        }

        Assert.Equal("pending", (await buyer.GetJobAsync(posted.Id)).Status);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BuyerClient Buyer() => new(server.Client, server.Name("buyer"));

    private AgentClient Agent(Uri address, string capability, Func<AgentJob, CancellationToken, Task<AgentJobResult>> handler, int capacity = 1) => new(
        new AgentClientOptions { Server = address, Wallet = server.Name("agent"), Capabilities = ["relay", capability], Capacity = capacity },
        handler,
        timeProvider: _time);

    // Nothing tells when the client has begun to wait, so its clock goes on until it has reconnected.
    private async Task PassTimeUntilAsync(Task done)
    {
        using var patience = new CancellationTokenSource(MarketServer.Patience);
        while (!done.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.WhenAny(done, server.GetAsync("/health/live"));
        }
    }

    private static Task<WireJob> PostAsync(BuyerClient buyer, string capability) => buyer.PostJobAsync(new CreateJobRequest
    {
        Type = "relay",
        Description = "work",
        Payment = new CreateJobPayment { Amount = 1_000, Currency = "SOL" },
        Requirements = new WireRequirements { Capabilities = [capability] },
    });
}
