using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PhantomParadox.Client;

/// <summary>Asks a market over REST, and makes exceptions of its refusals.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="retry">Sends commands again where that is of use, each under a key, so that it happens once; null sends them once.</param>
internal sealed class MarketHttp(HttpClient http, Retry? retry = null)
{

    public async Task<TReply> GetAsync<TReply>(string path, JsonTypeInfo<TReply> reply, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, reply, cancellationToken).ConfigureAwait(false);
    }

    public async Task<TReply> PostAsync<TRequest, TReply>(
        string path,
        TRequest body,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TReply> reply,
        CancellationToken cancellationToken,
        string? idempotencyKey = null)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, requestType);
        var key = idempotencyKey ?? (retry is null ? null : Guid.NewGuid().ToString());
        return await (retry is null ? PostOnceAsync() : retry.RunAsync(PostOnceAsync, cancellationToken)).ConfigureAwait(false);

        async Task<TReply> PostOnceAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            return await SendAsync(request, reply, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TReply> SendAsync<TReply>(HttpRequestMessage request, JsonTypeInfo<TReply> reply, CancellationToken cancellationToken)
    {
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw RefusalReader.Read(response, body);
        try
        {
            return JsonSerializer.Deserialize(body, reply) ?? throw new JsonException("The reply is null.");
        }
        catch (JsonException fault)
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "The reply is not what a market sends.", fault, response.StatusCode);
        }
    }
}
