using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.Solana;

/// <summary>One node: its pace, its rests, and one attempt at a request.</summary>
internal sealed class RpcEndpoint(
    EndpointAddress address, HttpMessageInvoker http, SolanaRpcOptions options, TimeProvider time, Func<double> chance, ILogger logger)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    private readonly Pacer _pacer = new(options.RequestsPerSecond, time);

    /// <summary>Scheme, host and port.</summary>
    public string Name => address.Name;

    public EndpointRest Rest { get; } = new(options, time, chance);

    /// <summary>Asks once.</summary>
    /// <exception cref="RpcException">The node said no, or didn't say.</exception>
    public async Task<T?> AskAsync<T>(RpcCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if (!_pacer.TryReserve(options.LongestWait, out var wait))
            throw new RpcException(RpcErrorKind.RateLimited, $"{call.Method} at {address}: too many requests wait for their turn.") { RetryAfter = wait };
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await MeasureAsync(call, type, cancellationToken).ConfigureAwait(false);
            Answered();
            return answer;
        }
        catch (RpcException error) when (EndpointRest.IsCalledForBy(error.Kind))
        {
            var (rest, wasWell) = Rest.Failed(error.Kind, error.RetryAfter);
            if (wasWell)
                logger.EndpointRests(error, address.Name, error.Kind, rest);
            throw;
        }
        catch (RpcException)
        {
            Answered();
            throw;
        }
    }

    /// <summary>The error of a request that the endpoint was spared.</summary>
    public RpcException Spared(string method) =>
        new(Rest.Reason, $"{method} at {address}: not asked, for it failed ({Rest.Reason}) and is left alone for now.") { RetryAfter = Rest.Left };

    private void Answered()
    {
        if (Rest.Succeeded())
            logger.EndpointRecovered(address.Name);
    }

    private async Task<T?> MeasureAsync<T>(RpcCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            var response = await PostAsync(call, cancellationToken).ConfigureAwait(false);
            var answer = RpcReply.Read(call, response, address, type);
            RpcMeter.Ended(call.Method, address.Name, null, time.GetElapsedTime(began));
            return answer;
        }
        catch (RpcException error)
        {
            RpcMeter.Ended(call.Method, address.Name, error.Kind, time.GetElapsedTime(began));
            throw;
        }
    }

    private async Task<RpcResponse> PostAsync(RpcCall call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, address.Uri) { Content = new ReadOnlyMemoryContent(call.Body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Authorization = address.Authorization;
        try
        {
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            var body = await ReadAsync(call, response.Content, either.Token).ConfigureAwait(false);
            return new RpcResponse((int)response.StatusCode, RetryAfterOf(response.Headers.RetryAfter), body);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && timeout.IsCancellationRequested)
        {
            throw new RpcException(RpcErrorKind.Unavailable, $"{call.Method} at {address}: no answer within {options.RequestTimeout}.");
        }
        catch (HttpRequestException error)
        {
            throw new RpcException(RpcErrorKind.Unavailable, $"{call.Method} at {address}: the connection failed ({error.HttpRequestError}).", error);
        }
        catch (IOException error)
        {
            throw new RpcException(RpcErrorKind.Unavailable, $"{call.Method} at {address}: the connection was lost.", error);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(RpcCall call, HttpContent content, CancellationToken cancellationToken)
    {
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var announced = content.Headers.ContentLength ?? 0;
        var buffer = new byte[Math.Clamp(announced + 1, 4_096, options.MaxResponseBytes + 1)];
        for (var length = 0; ;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return buffer.AsMemory(0, length);
            length += read;
            if (length > options.MaxResponseBytes)
                throw new RpcException(RpcErrorKind.Unavailable, $"{call.Method} at {address}: the answer is longer than {options.MaxResponseBytes} bytes.");
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, options.MaxResponseBytes + 1L));
        }
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var asked = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return asked is { } span ? span < TimeSpan.Zero ? TimeSpan.Zero : span > LongestAsked ? LongestAsked : span : null;
    }
}
