using Xunit;

namespace PhantomParadox.Hosting.Tests;

public sealed class InProcessAgentTests
{
    private static readonly AgentProfile Profile = new() { Wallet = "ada", Capacity = 2 };

    private readonly AgentTransportHub _hub = new();
    private readonly IMarket _market;
    private readonly MarketDouble _double;
    private readonly AgentConnector _connector;

    public InProcessAgentTests()
    {
        (_market, _double) = MarketDouble.Make();
        _connector = new AgentConnector(_market, _hub);
    }

    [Fact]
    public async Task Disposing_ClosesTheSession_AndEndsTheMessages()
    {
        var agent = await _connector.ConnectAsync(Profile);
        Assert.Equal(1, _hub.Count);
        await agent.DisposeAsync();
        await agent.DisposeAsync();
        Assert.Equal(0, _hub.Count);
        await foreach (var message in agent.Messages)
            Assert.Fail($"{message} came after the end.");
        Assert.Equal(["OpenSessionAsync", "CloseSessionAsync"], _double.Drain());
    }

    [Fact]
    public async Task ARefusedConnection_LeavesNoSession()
    {
        _double.Refusals["OpenSessionAsync"] = RefusalCode.ValidationFailed;
        var error = await Assert.ThrowsAsync<MarketRefusedException>(() => _connector.ConnectAsync(Profile).AsTask());
        Assert.Equal(RefusalCode.ValidationFailed, error.Refusal.Code);
        Assert.Equal(0, _hub.Count);
    }

    [Fact]
    public async Task Starts_Handles_AndReports_AnAssignment()
    {
        await using var agent = await _connector.ConnectAsync(Profile);
        var run = agent.RunAsync((job, _) => Task.FromResult(new JobResult { Output = job.Spec.Description }));
        var job = Job(attempt: 3);
        _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(job));

        var report = (ProgressReport)(await _double.NextAsync("ReportProgressAsync"))[2]!;
        Assert.Equal((0, 3), (report.Progress, report.Attempt));
        var completed = await _double.NextAsync("CompleteJobAsync");
        Assert.Equal(job.Id, completed[0]);
        Assert.Equal("ada", completed[1]);
        var result = (JobResult)completed[2]!;
        Assert.True(result.Success);
        Assert.Equal(("work", 3), (result.Output, result.Attempt));
        await agent.DisposeAsync();
        await run;
    }

    [Fact]
    public async Task Acknowledges_WhereTheProfilePromisesIt()
    {
        await using var agent = await _connector.ConnectAsync(Profile with { Acknowledges = true });
        _ = agent.RunAsync((_, _) => Task.FromResult(new JobResult()));
        _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(Job()));
        await _double.NextAsync("AcceptJobAsync");
        await _double.NextAsync("CompleteJobAsync");
    }

    [Fact]
    public async Task AHandlerThatThrows_FailsItsAttempt_AndTellsNoSecret()
    {
        await using var agent = await _connector.ConnectAsync(Profile);
        _ = agent.RunAsync((_, _) => throw new InvalidDataException("the password is 1234"));
        _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(Job()));
        var result = (JobResult)(await _double.NextAsync("CompleteJobAsync"))[2]!;
        Assert.False(result.Success);
        Assert.Equal("The agent failed with InvalidDataException.", result.Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StopWork_CancelsTheHandler_AndConfirmsWhereThatIsWanted(bool confirmationWanted)
    {
        await using var agent = await _connector.ConnectAsync(Profile);
        var running = new TaskCompletionSource();
        var run = agent.RunAsync(async (_, cancellationToken) =>
        {
            running.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new JobResult();
        });
        var job = Job();
        _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(job));
        await running.Task;
        _hub.Deliver(agent.Session, new AgentMessage.StopWork(job.Id, job.Attempt, "buyer_cancelled", confirmationWanted));
        if (confirmationWanted)
            Assert.Equal(job.Id, (await _double.NextAsync("ConfirmCancelAsync"))[0]);
        await agent.DisposeAsync();
        await run;
        var rest = _double.Drain();
        Assert.DoesNotContain("CompleteJobAsync", rest);
        Assert.DoesNotContain("ConfirmCancelAsync", rest);
    }

    [Fact]
    public async Task StopWork_OfAnOlderLease_LeavesTheHandlerAlone()
    {
        await using var agent = await _connector.ConnectAsync(Profile);
        var go = new TaskCompletionSource();
        _ = agent.RunAsync(async (_, cancellationToken) =>
        {
            await go.Task.WaitAsync(cancellationToken);
            return new JobResult();
        });
        var job = Job(attempt: 2);
        _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(job));
        await _double.NextAsync("ReportProgressAsync");
        _hub.Deliver(agent.Session, new AgentMessage.StopWork(job.Id, 1, "lease_lost", ConfirmationWanted: false));
        go.SetResult();
        Assert.True(((JobResult)(await _double.NextAsync("CompleteJobAsync"))[2]!).Success);
    }

    [Fact]
    public async Task ALeaseThatIsToldTwice_IsWorkedOnOnce()
    {
        await using var agent = await _connector.ConnectAsync(Profile);
        var go = new TaskCompletionSource();
        var calls = 0;
        var run = agent.RunAsync(async (_, _) =>
        {
            Interlocked.Increment(ref calls);
            await go.Task;
            return new JobResult();
        });
        var job = Job();
        _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(job));
        _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(job));
        await _double.NextAsync("ReportProgressAsync");
        _hub.Deliver(agent.Session, new AgentMessage.SessionSuperseded());
        go.SetResult();
        await run;
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task NoMoreHandlersThanTheCapacity_RunAtOnce()
    {
        await using var agent = await _connector.ConnectAsync(Profile);
        using var finish = new SemaphoreSlim(0);
        var (now, most) = (0, 0);
        var gate = new Lock();
        _ = agent.RunAsync(async (_, cancellationToken) =>
        {
            lock (gate)
                most = Math.Max(most, ++now);
            await finish.WaitAsync(cancellationToken);
            lock (gate)
                now--;
            return new JobResult();
        });
        for (var i = 0; i < 20; i++)
            _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(Job()));
        finish.Release(20);
        for (var i = 0; i < 20; i++)
            await _double.NextAsync("CompleteJobAsync");
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task Cancelling_GivesBackWhatHasNotBegun()
    {
        using var stop = new CancellationTokenSource();
        await using var agent = await _connector.ConnectAsync(Profile with { Capacity = 1 });
        var running = new TaskCompletionSource<JobId>();
        var run = agent.RunAsync(
            async (job, cancellationToken) =>
            {
                running.SetResult(job.Id);
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return new JobResult();
            },
            cancellationToken: stop.Token);
        var (one, other) = (Job(), Job());
        _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(one));
        _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(other));
        var begun = await running.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(begun == one.Id ? other.Id : one.Id, (await _double.NextAsync("DeclineJobAsync"))[0]);
        Assert.DoesNotContain("CompleteJobAsync", _double.Drain());
    }

    [Fact]
    public async Task AnAgentThatFallsBehind_LosesItsSession()
    {
        await using var agent = await _connector.ConnectAsync(Profile);
        for (var i = 0; i <= AgentMailbox.Capacity; i++)
            _hub.Deliver(agent.Session, new AgentMessage.ProfileAccepted());
        await _double.NextAsync("CloseSessionAsync");
        Assert.Equal(0, _hub.Count);
        var read = 0;
        await Assert.ThrowsAsync<AgentFellBehindException>(async () =>
        {
            await foreach (var _ in agent.Messages)
                read++;
        });
        Assert.Equal(AgentMailbox.Capacity, read);
    }

    [Fact]
    public async Task AStartThatIsRefused_RunsNoHandler()
    {
        _double.Refusals["ReportProgressAsync"] = RefusalCode.LeaseLost;
        await using var agent = await _connector.ConnectAsync(Profile);
        var run = agent.RunAsync((_, _) => throw new InvalidOperationException("The handler ran."));
        _hub.Deliver(agent.Session, new AgentMessage.JobAssigned(Job()));
        await _double.NextAsync("ReportProgressAsync");
        _hub.Deliver(agent.Session, new AgentMessage.SessionSuperseded());
        await run;
        Assert.DoesNotContain("CompleteJobAsync", _double.Drain());
    }

    private static JobRecord Job(int attempt = 1) => new()
    {
        Id = new JobId(Guid.CreateVersion7()),
        Spec = new JobSpec { Type = JobType.Compute, Buyer = "bob", Description = "work", Amount = 1 },
        Status = JobStatus.Assigned,
        Settlement = Settlement.Escrowed,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Attempt = attempt,
        Ordinal = 1,
    };
}
