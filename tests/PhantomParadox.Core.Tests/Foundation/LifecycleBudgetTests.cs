using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Journal;
using Xunit.Abstractions;

namespace PhantomParadox.Core.Tests.Foundation;

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>What a job's whole life may cost, apart from what is kept of it: the journal, the archive and the messages to agents.</summary>
[Collection(Alone.Name)]
public sealed class LifecycleBudgetTests(ITestOutputHelper output)
{
    private const int Callers = 64;
    private const int Lives = 50;
    private const int MostAllocated = 1_024;
    private const int MostJournaled = 350;
    private static readonly string Description = new('d', 120);

    [Fact]
    public async Task PostProgressCompleteApprove_StayWithinTheirBudgets()
    {
        var journal = new CountingJournal();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var market = new LocalMarket(new MarketOptions(), new MarketPorts
        {
            Journal = journal,
            Archive = new MemoryArchive(1_000),
            Transport = NullAgentTransport.Instance,
            Time = time,
        });
        await market.StartAsync(CancellationToken.None);
        var specs = new JobSpec[Callers];
        for (var caller = 0; caller < Callers; caller++)
        {
            // Each caller's jobs go to its own agent.
            var capability = $"of-{caller}";
            await market.OpenSessionAsync(
                new SessionId((ulong)caller + 1), new AgentProfile { Wallet = $"agent-{caller}", Capabilities = ["relay", capability] });
            specs[caller] = new JobSpec
            {
                Type = JobType.Relay, Buyer = $"buyer-{caller}", Description = Description, Amount = 1_000, AutoApprove = false,
                Requirements = new JobRequirements { Capabilities = [capability] },
            };
        }

        // The jobs of the second run stand where those of the first stood: a market that goes on for long doesn't grow.
        await RunAsync(market, specs);
        time.Advance(TimeSpan.FromHours(2));
        while (market.State.Jobs.Log.Count > 0)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await market.GetStatisticsAsync();
        }

        var (allocated, bytes, batches) = (GC.GetTotalAllocatedBytes(precise: true), journal.Bytes, journal.Batches);
        await RunAsync(market, specs);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        (bytes, batches) = (journal.Bytes - bytes, journal.Batches - batches);
        const int Total = Callers * Lives;
        // How many lives share a batch, and its header, is the machine's affair: counted is a header for each.
        var frames = bytes - batches * BatchHeader.Size;
        var journaled = frames / (double)Total + BatchHeader.Size - Description.Length;

        output.WriteLine($"{allocated / Total} B allocated, {journaled:F0} B journaled, {Total / (double)batches:F1} lives a batch");
        Assert.InRange(journaled, 1, MostJournaled);
        Assert.InRange(allocated / Total, 0, MostAllocated);
    }

    private static Task RunAsync(LocalMarket market, JobSpec[] specs) => Task.WhenAll(
        Enumerable.Range(0, Callers).Select(caller => Task.Run(() => LiveAsync(market, specs[caller], $"agent-{caller}"))));

    private static async Task LiveAsync(LocalMarket market, JobSpec spec, string agent)
    {
        var result = new JobResult { Output = null };
        for (var life = 0; life < Lives; life++)
        {
            var posted = await market.PostJobAsync(spec);
            var job = posted.Value.Id;
            var progressed = await market.ReportProgressAsync(job, agent, new ProgressReport { Progress = 10 });
            var completed = await market.CompleteJobAsync(job, agent, result);
            var approved = await market.ApproveJobAsync(job, spec.Buyer);
            if (!progressed.IsAccepted || !completed.IsAccepted || approved.Value.Settlement != Settlement.Released)
                throw new InvalidOperationException("The life of the job took another course.");
        }
    }
}
