using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PhantomParadox.Client;

/// <summary>Asks a market over REST, and makes exceptions of its refusals.</summary>
internal sealed class MarketHttp(HttpClient http)
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
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, requestType));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await SendAsync(request, reply, cancellationToken).ConfigureAwait(false);
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
