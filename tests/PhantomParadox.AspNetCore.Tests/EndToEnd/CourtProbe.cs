using System.Net;
using System.Text.Json;
using Xunit;

namespace PhantomParadox.EndToEnd;

/// <summary>A dispute before a jury: a rejected job of its own, and jurors on their sockets.</summary>
internal sealed class CourtProbe : IAsyncDisposable
{
    private readonly MarketServer _server;
    private readonly List<AgentProbe> _agents = [];
    private readonly Dictionary<AgentProbe, string> _wallets = [];

    private CourtProbe(MarketServer server) => _server = server;

    public string Buyer { get; private set; } = "";

    public string Worker { get; private set; } = "";

    public string Job { get; private set; } = "";

    public string Dispute { get; private set; } = "";

    /// <summary>The agents with a seat, in no order.</summary>
    public List<AgentProbe> Jury { get; } = [];

    /// <summary>The others that might have been drawn.</summary>
    public List<AgentProbe> Others { get; } = [];

    /// <summary>The agent on the job.</summary>
    public AgentProbe Muscle => _agents[0];

    private string Path => "/api/disputes/" + Dispute;

    /// <summary>Has a job done and rejected, with so many agents beside its own; those that are invited make the jury.</summary>
    public static async Task<CourtProbe> OpenAsync(MarketServer server, int agents, long amount = 1_000)
    {
        var court = new CourtProbe(server) { Buyer = server.Name("buyer"), Worker = server.Name("worker") };
        for (var i = 0; i <= agents; i++)
        {
            var wallet = i == 0 ? court.Worker : server.Name("juror");
            var agent = await server.AgentAsync(wallet, ["none"]);
            court._agents.Add(agent);
            court._wallets.Add(agent, wallet);
        }

        court.Job = await server.PostJobAsync(court.Buyer, "storage", amount, autoApprove: false);
        await server.PostAsync($"/api/jobs/{court.Job}/claim", new { walletAddress = court.Worker });
        await server.PostAsync($"/api/jobs/{court.Job}/complete", new { walletAddress = court.Worker });
        var rejected = await server.PostAsync($"/api/jobs/{court.Job}/reject", new { brainsAddress = court.Buyer, reason = "bad", category = "poor_quality" });
        court.Dispute = rejected.GetProperty("disputeId").GetString()!;
        await court.DrawnAsync();
        foreach (var agent in court._agents.Skip(1))
            (await court.InvitesAsync(agent) == 1 ? court.Jury : court.Others).Add(agent);
        return court;
    }

    /// <summary>Waits until the present round's jury is drawn.</summary>
    public async Task DrawnAsync()
    {
        using var patience = new CancellationTokenSource(MarketServer.Patience);
        while ((await GetAsync()).GetProperty("status").GetString() == "open")
            patience.Token.ThrowIfCancellationRequested();
        Assert.Equal("jury_selection", (await GetAsync()).GetProperty("status").GetString());
    }

    /// <summary>Every invited agent accepts and hears the case.</summary>
    public async Task<IReadOnlyList<JsonElement>> SeatAsync()
    {
        foreach (var juror in Jury)
        {
            await juror.NextAsync("jury_invite");
            await PostAsync("jury/accept", new { agentId = juror.Id });
        }

        var cases = new List<JsonElement>();
        foreach (var juror in Jury)
            cases.Add(await juror.NextAsync("jury_case"));
        return cases;
    }

    public Task<JsonElement> GetAsync(string suffix = "") => _server.GetAsync(Path + suffix);

    public Task<JsonElement> PostAsync(string action, object body) => _server.PostAsync($"{Path}/{action}", body);

    public Task<string?> RefusedAsync(HttpStatusCode status, string action, object body) =>
        _server.RefusedAsync(status, HttpMethod.Post, $"{Path}/{action}", body);

    public static object Evidence(string submitter) => new { submitter, type = "text", title = "t", dataHash = "h" };

    public Task SubmitAsync(string submitter) => _server.PostAsync(Path + "/evidence", Evidence(submitter), HttpStatusCode.Created);

    public Task VoteAsync(AgentProbe juror, string vote, object? confidence = null) =>
        PostAsync("vote", confidence is null ? new { agentId = juror.Id, vote } : new { agentId = juror.Id, vote, confidence });

    public Task SealAsync(AgentProbe juror, JuryChoice choice, byte[] salt) =>
        PostAsync("vote", new { agentId = juror.Id, commitment = Commitment(juror, choice, salt) });

    public string Commitment(AgentProbe juror, JuryChoice choice, byte[] salt) =>
        VoteCommitment.Compute(Dispute, round: 0, juror.Id, choice, salt).ToString();

    /// <summary>Whether a text names a party.</summary>
    public bool Names(JsonElement text) =>
        text.ToString().Contains(Buyer, StringComparison.Ordinal) || text.ToString().Contains(Worker, StringComparison.Ordinal);

    /// <summary>Whether a text names a juror.</summary>
    public bool NamesJuror(JsonElement text) => Jury.Exists(juror =>
        text.ToString().Contains(juror.Id, StringComparison.Ordinal) || text.ToString().Contains($"\"{_wallets[juror]}\"", StringComparison.Ordinal));

    public async Task<int> InvitesAsync(AgentProbe agent) => (await DutiesAsync(agent)).GetProperty("invites").GetArrayLength();

    public Task<JsonElement> DutiesAsync(AgentProbe agent) => _server.GetAsync("/api/disputes/jury/" + agent.Id);

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents)
            await agent.DisposeAsync();
    }
}
