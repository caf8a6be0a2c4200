using System.Net;
using System.Text;
using System.Text.Json;

namespace PhantomParadox.Solana.Tests.Rpc;

/// <summary>Answers requests in this process, and keeps what was asked of whom.</summary>
internal sealed class StubHandler(Func<StubHandler.Request, StubHandler.Answer> answer) : HttpMessageHandler
{
    private readonly List<Request> _requests = [];

    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>Answers every request with a result.</summary>
    public static Answer Result(Request request, string result) => new(200, $$"""{"jsonrpc":"2.0","result":{{result}},"id":{{request.Id}}}""");

    public static Answer Error(Request request, int code, string data = "null") =>
        new(200, $$"""{"jsonrpc":"2.0","error":{"code":{{code}},"message":"no","data":{{data}}},"id":{{request.Id}}}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        var asked = new Request(request.RequestUri!, request.Headers.Authorization?.ToString(), json.RootElement.Clone());
        lock (_requests)
            _requests.Add(asked);
        var (status, body, retryAfter, hangs) = answer(asked);
        if (hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }

    /// <summary>What was asked.</summary>
    internal sealed record Request(Uri Uri, string? Authorization, JsonElement Json)
    {
        public long Id => Json.GetProperty("id").GetInt64();

        public string Method => Json.GetProperty("method").GetString()!;

        public string Host => Uri.Host;
    }

    /// <summary>What is answered; or nothing, ever.</summary>
    internal sealed record Answer(int Status, string Body, string? RetryAfter = null, bool Hangs = false);
}
