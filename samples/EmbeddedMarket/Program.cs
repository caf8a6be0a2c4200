// A market inside a console application: two agents in this process hash texts for a buyer, who checks what was paid for.
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PhantomParadox;
using PhantomParadox.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddPhantomParadox(options => options.Jobs.QueueTtl = TimeSpan.FromMinutes(1));
using var host = builder.Build();
await host.StartAsync();
var (market, agents) = (host.Services.GetRequiredService<IMarket>(), host.Services.GetRequiredService<IAgentConnector>());

string[] texts = ["abc", "The quick brown fox", "jumps over the lazy dog"];
var feed = ShowFeedAsync(texts.Length);
await using var ada = await agents.ConnectAsync(new AgentProfile { Wallet = "ada", Capabilities = ["compute"], Capacity = 2 });
await using var bob = await agents.ConnectAsync(new AgentProfile { Wallet = "bob", Capabilities = ["compute"] });
_ = Task.WhenAll(ada.RunAsync(HashAsync), bob.RunAsync(HashAsync));
foreach (var text in texts)
    _ = (await market.PostJobAsync(new JobSpec { Type = JobType.Compute, Buyer = "carol", Description = text, Amount = 1_000_000 })).Value;
await feed;

var jobs = (await market.ListJobsAsync(new JobQuery { Buyer = "carol" })).Value.Items;
foreach (var job in jobs)
    Console.WriteLine($"{job.AgentWallet} hashed \"{job.Spec.Description}\" for {job.Paid} lamports: {job.Result?.ProofHash}");
await host.StopAsync();
return jobs.All(job => job.Settlement == Settlement.Released && job.Result?.ProofHash == Hash(job.Spec.Description)) ? 0 : 1;

static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
static Task<JobResult> HashAsync(JobRecord job, CancellationToken _) => Task.FromResult(new JobResult { ProofHash = Hash(job.Spec.Description) });
async Task ShowFeedAsync(int open)
{
    await foreach (var happened in market.WatchAsync())
    {
        Console.WriteLine($"{happened.Position,3}  {happened.Kind}");
        if (happened.Kind is MarketEventKind.JobCompleted or MarketEventKind.JobFailed && --open == 0) return;
    }
}
