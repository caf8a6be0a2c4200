using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Load;

/// <summary>Speaks to one run of the host, and writes down what it is told.</summary>
internal sealed class MarketClient(Uri address, OperationLog log) : IDisposable
{
    // Longer than the host's own deadline: it is to say itself that it doesn't know.
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    public Uri Address => address;

    /// <summary>Posts a job.</summary>
    /// <returns>Whether the host still answers.</returns>
    public async Task<bool> PostAsync(JobHistory job, bool keyed)
    {
        log.Add(job);
        using var reply = await SendAsync("api/jobs", job.Post, keyed, new
        {
            type = job.Type,
            brainsAddress = job.Buyer,
            description = job.Description,
            payment = new { amount = job.Amount, currency = "SOL" },
            autoApprove = job.AutoApprove,
        });
        if (job.Post.Answer == Answer.Ok)
            job.Id = reply!.RootElement.GetProperty("job").GetProperty("id").GetGuid();
        return Alive(job.Post);
    }

    /// <summary>Asks for something about a job whose id is known.</summary>
    /// <returns>Whether the host still answers.</returns>
    public async Task<bool> ActAsync(JobHistory job, string verb, Operation operation, object body, bool keyed = false)
    {
        job.Add(operation);
        using var reply = await SendAsync($"api/jobs/{job.Id}/{verb}", operation, keyed, body);
        if (operation is { Deed: Deed.Reject, Answer: Answer.Ok })
            job.Dispute = reply!.RootElement.GetProperty("disputeId").GetGuid();
        return Alive(operation);
    }

    /// <summary>Answers an invitation, or votes.</summary>
    /// <returns>Whether the host still answers.</returns>
    public async Task<bool> JudgeAsync(DisputeHistory dispute, string verb, Operation operation, object body)
    {
        dispute.Add(operation);
        (await SendAsync($"api/disputes/{dispute.Id}/{verb}", operation, keyed: false, body))?.Dispose();
        return Alive(operation);
    }

    /// <summary>Reads something; null where it isn't there.</summary>
    /// <exception cref="HttpRequestException">The host doesn't answer.</exception>
    public async Task<JsonDocument?> ReadAsync(string path, CancellationToken stop)
    {
        using var reply = await _http.GetAsync(path, stop);
        if (reply.StatusCode == HttpStatusCode.NotFound)
            return null;
        reply.EnsureSuccessStatusCode();
        return await JsonDocument.ParseAsync(await reply.Content.ReadAsStreamAsync(stop), cancellationToken: stop);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument?> SendAsync<T>(string path, Operation operation, bool keyed, T body)
    {
        var before = log.Position;
        try
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (keyed)
            {
                operation.Keyed = new KeyedRequest(operation.Mark, path, bytes);
                request.Headers.Add("Idempotency-Key", operation.Keyed.Key);
            }
            using var reply = await _http.SendAsync(request);
            var content = await reply.Content.ReadAsStreamAsync();
            var document = await JsonDocument.ParseAsync(content);
            operation.Said = ((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture);
            if (reply.Headers.TryGetValues("PP-Seq", out var values))
            {
                operation.Position = long.Parse(values.Single(), CultureInfo.InvariantCulture);
                log.Reach(operation.Position, before, operation.ToString(), reply.IsSuccessStatusCode);
            }
            if (Read(reply.StatusCode, document.RootElement) is not { } answer)
                return document;
            operation.Answer = answer;
            if (answer == Answer.Ok)
                log.Acknowledge();
            return document;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            operation.Said = error.GetType().Name;
            return null;
        }
    }

    /// <summary>What a reply says became of a command; null where it doesn't know.</summary>
    private static Answer? Read(HttpStatusCode status, JsonElement body) => (int)status switch
    {
        < 300 => Answer.Ok,
        < 500 => Answer.Refused,
        _ => body.TryGetProperty("outcome", out var outcome) && outcome.GetString() == "none" ? Answer.Refused : null,
    };

    private static bool Alive(Operation operation) =>
        operation.Answer == Answer.Ok || (operation.Answer == Answer.Refused && !operation.Said.StartsWith('5'));
}
