using System.Globalization;
using System.Net;
using System.Text.Json;
using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>Reads all that a market shows by REST.</summary>
internal sealed class MarketReader(Uri address, OperationLog log) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Reads every job of the buyers, and the figures, at one position. Nobody may work meanwhile but the market itself.</summary>
    /// <exception cref="HttpRequestException">The market doesn't answer.</exception>
    public async Task<MarketView> ReadAsync(IReadOnlyList<string> buyers, IReadOnlyList<string> agents)
    {
        while (true)
        {
            (await GetAsync("api/stats/jobs")).Dispose();
            var before = log.Position;
            var view = await ReadOnceAsync(buyers, agents);
            // Each reply says the position that it shows: where the first and the last say the same, so does what lies between.
            if (log.Position == before)
                return view;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<MarketView> ReadOnceAsync(IReadOnlyList<string> buyers, IReadOnlyList<string> agents)
    {
        List<Guid> ids = [];
        foreach (var buyer in buyers)
            ids.AddRange(await ListAsync(buyer));
        var jobs = new ObservedJob[ids.Count];
        await Parallel.ForAsync(0, ids.Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (index, _) => jobs[index] = await JobAsync(ids[index]));
        var duties = new Dictionary<string, ObservedDuties>(StringComparer.Ordinal);
        foreach (var wallet in agents)
        {
            if (await DutiesAsync(wallet) is { } found)
                duties.Add(wallet, found);
        }
        using var figures = await GetAsync("api/stats/jobs");
        return new MarketView(
            jobs, figures.RootElement.GetProperty("total").GetInt64(), figures.RootElement.GetProperty("totalPayments").GetInt64())
        {
            Duties = duties,
        };
    }

    private async Task<List<Guid>> ListAsync(string buyer)
    {
        List<Guid> ids = [];
        string? cursor = null;
        do
        {
            using var page = await GetAsync($"api/jobs?brains={buyer}&limit=100{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            ids.AddRange(page.RootElement.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("id").GetGuid()));
            cursor = page.RootElement.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return ids;
    }

    private async Task<ObservedJob> JobAsync(Guid id)
    {
        using var reply = await GetAsync($"api/jobs/{id}");
        var job = reply.RootElement.GetProperty("job");
        var result = job.TryGetProperty("result", out var found) ? found : default;
        var dispute = Text(job, "disputeId");
        ObservedDispute? about = null;
        if (dispute is not null)
        {
            using var record = await GetAsync($"api/disputes/{dispute}");
            about = ObservedDispute.Of(record.RootElement);
            if (about.JobId != id)
                log.Findings.Add($"dispute {dispute} of job {id} is of another job");
        }

        return new ObservedJob
        {
            Id = job.GetProperty("id").GetGuid(),
            Description = Text(job, "description")!,
            Buyer = Text(job, "brainsAddress")!,
            Type = Text(job, "type")!,
            Amount = job.GetProperty("payment").GetProperty("amount").GetInt64(),
            Paid = job.GetProperty("payment").GetProperty("paid").GetInt64(),
            AutoApprove = job.GetProperty("autoApprove").GetBoolean(),
            Status = Text(job, "status")!,
            Settlement = Text(job, "settlement")!,
            Agent = Text(job, "muscleAddress"),
            Proof = result.ValueKind == JsonValueKind.Object ? Text(result, "proofHash") : null,
            Success = result.ValueKind == JsonValueKind.Object ? result.GetProperty("success").GetBoolean() : null,
            Dispute = about,
        };
    }

    private async Task<ObservedDuties?> DutiesAsync(string wallet)
    {
        using var agent = await FindAsync($"api/agents/wallet/{wallet}");
        if (agent is null)
            return null;
        using var duties = await GetAsync($"api/disputes/jury/{agent.RootElement.GetProperty("id").GetString()}");
        return new ObservedDuties(DisputesIn(duties, "invites"), DisputesIn(duties, "duties"));
    }

    private static HashSet<Guid> DisputesIn(JsonDocument reply, string list) =>
        [.. reply.RootElement.GetProperty(list).EnumerateArray().Select(one => one.GetProperty("disputeId").GetGuid())];

    private async Task<JsonDocument> GetAsync(string path) =>
        await FindAsync(path) ?? throw new HttpRequestException($"{path} is not there.");

    /// <summary>Reads something; null where it isn't there.</summary>
    private async Task<JsonDocument?> FindAsync(string path)
    {
        var before = log.Position;
        using var reply = await _http.GetAsync(path);
        if (reply.StatusCode == HttpStatusCode.NotFound)
            return null;
        reply.EnsureSuccessStatusCode();
        if (reply.Headers.TryGetValues("PP-Seq", out var values))
            log.Reach(long.Parse(values.Single(), CultureInfo.InvariantCulture), before, "GET " + path);
        return await JsonDocument.ParseAsync(await reply.Content.ReadAsStreamAsync());
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;
}
