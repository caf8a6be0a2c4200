using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using PhantomParadox.Client;
using PhantomParadox.CrashCampaign.Running;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Solana;
using PhantomParadox.Solana.Tests.Running;

namespace PhantomParadox.CrashCampaign.Payouts;

/// <summary>The agents and buyers of a host that pays, for one of its lives.</summary>
internal sealed class PayoutLoad : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly LocalRpcProcess _chain;
    private readonly List<AgentClient> _agents = [];
    private readonly List<Task> _work = [];

    private PayoutLoad(Uri address, LocalRpcProcess chain)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        _chain = chain;
    }

    /// <summary>Connects the agents.</summary>
    public static PayoutLoad Start(Uri address, LocalRpcProcess chain, IEnumerable<PublicKey> agents)
    {
        var load = new PayoutLoad(address, chain);
        foreach (var wallet in agents)
        {
            var agent = new AgentClient(
                new AgentClientOptions
                {
                    Server = address, Wallet = wallet.ToString(), Capabilities = ["compute"], Capacity = 8, StopTimeout = TimeSpan.Zero,
                    ReconnectBase = TimeSpan.FromMilliseconds(100),
                },
                static (_, _) => Task.FromResult(AgentJobResult.Done("done")));
            load._agents.Add(agent);
            load._work.Add(agent.RunAsync(CancellationToken.None));
        }

        return load;
    }

    /// <summary>Posts a job of a new buyer that is to be paid for.</summary>
    /// <returns>The job; null where there was no answer: then nobody pays for it.</returns>
    public async Task<PaidJob?> PostAsync()
    {
        var buyer = await _chain.WalletAsync(PaidJob.Purse);
        try
        {
            using var reply = await _http.PostAsJsonAsync("api/jobs", new
            {
                type = "compute",
                brainsAddress = buyer.PublicKey.ToString(),
                description = "work",
                payment = new { amount = PaidJob.Price, currency = "SOL", reference = new PublicKey(RandomNumberGenerator.GetBytes(32)).ToString() },
            });
            if (!reply.IsSuccessStatusCode)
                throw new InvalidOperationException($"A job was refused: {reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
            var job = (await reply.Content.ReadFromJsonAsync<JobReply>())!.Job;
            return new PaidJob(job.Id, buyer, job.Payment.Deposit!);
        }
        catch (Exception error) when (IsOfADeadHost(error))
        {
            buyer.Dispose();
            return null;
        }
    }

    public async Task<WireJob> ReadAsync(Guid job) => (await _http.GetFromJsonAsync<JobReply>($"api/jobs/{job}"))!.Job;

    /// <summary>Whether an error is what a killed host leaves its callers with.</summary>
    public static bool IsOfADeadHost(Exception error) => error is HttpRequestException or IOException or OperationCanceledException or JsonException;

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_agents.Select(agent => agent.DisposeAsync().AsTask()));
        await Task.WhenAll(_work);
        _http.Dispose();
    }
}
