using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using PhantomParadox.CrashCampaign.Checks;
using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Load;

/// <summary>Sends requests again under their keys, when the host is back: all without an answer, and some that had one.</summary>
internal sealed class Repeater(Uri address, OperationLog log, Random random) : IDisposable
{
    private const int KnownAtOnce = 20;
    private const int OthersAtOnce = 5;

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    /// <returns>How many were answered.</returns>
    /// <exception cref="HttpRequestException">The host doesn't answer.</exception>
    public async Task<int> RunAsync()
    {
        var keyed = log.Jobs().SelectMany(job => job.Operations().Append(job.Post), (job, operation) => (Job: job, Operation: operation))
            .Where(one => one.Operation.Keyed is not null).ToArray();
        var unknown = keyed.Where(one => one.Operation.Answer == Answer.Unknown).ToArray();
        foreach (var (job, operation) in unknown)
            await AskAsync(job, operation);
        // What happened in any round: keys outlast kills, and starts from a snapshot.
        var known = keyed.Where(one => one.Operation.Answer == Answer.Ok).ToArray();
        random.Shuffle(known);
        var asked = unknown.Where(one => one.Operation.Answer == Answer.Ok).Concat(known.Take(KnownAtOnce)).ToArray();
        foreach (var (job, operation) in asked)
            (await SendAsync(operation, operation.Keyed!.Body)).CheckKnown(job, operation, log.Findings);
        foreach (var (_, operation) in asked.Take(OthersAtOnce))
            (await SendAsync(operation, OtherThan(operation.Keyed!.Body))).CheckOther(operation, log.Findings);
        return unknown.Length + asked.Length;
    }

    public void Dispose() => _http.Dispose();

    private async Task AskAsync(JobHistory job, Operation operation)
    {
        var reply = await SendAsync(operation, operation.Keyed!.Body);
        reply.CheckUnknown(job, operation, log.Findings);
        if (reply.Status >= 500)
            return;
        (operation.Answer, operation.Resolved) = (reply.Status < 300 ? Answer.Ok : Answer.Refused, true);
        operation.IsLate = operation.Answer == Answer.Ok && !reply.Replayed;
        if (operation is { Deed: Deed.Post, Answer: Answer.Ok })
            job.Id = reply.Id;
        if (operation is { Deed: Deed.Reject, Answer: Answer.Ok })
            job.Dispute = reply.Id;
    }

    private async Task<Repetition> SendAsync(Operation operation, byte[] body)
    {
        var before = log.Position;
        using var request = new HttpRequestMessage(HttpMethod.Post, operation.Keyed!.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", operation.Keyed.Key);
        using var reply = await _http.SendAsync(request);
        var replayed = reply.Headers.TryGetValues("Idempotency-Replayed", out var said) && said.Single() == "true";
        if (reply.Headers.TryGetValues("PP-Seq", out var position))
        {
            var reached = long.Parse(position.Single(), CultureInfo.InvariantCulture);
            log.Reach(reached, before, $"again, {operation}", reply.IsSuccessStatusCode && !replayed);
        }
        using var answer = await JsonDocument.ParseAsync(await reply.Content.ReadAsStreamAsync());
        return new Repetition((int)reply.StatusCode, replayed, reply.IsSuccessStatusCode ? IdIn(answer.RootElement) : null);
    }

    private static Guid? IdIn(JsonElement answer) =>
        answer.TryGetProperty("job", out var job) ? job.GetProperty("id").GetGuid()
        : answer.TryGetProperty("disputeId", out var dispute) ? dispute.GetGuid()
        : null;

    private static byte[] OtherThan(byte[] body) => [.. "{\"note\":\"another\","u8, .. body.AsSpan(1)];
}
