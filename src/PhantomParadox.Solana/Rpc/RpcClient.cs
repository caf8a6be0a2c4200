using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.Solana;

/// <summary>
/// A client of one or more nodes. Reads go to the first endpoint that is not resting after a failure, and are tried again there or elsewhere. A
/// transaction is sent once.
/// </summary>
internal sealed partial class RpcClient : IRpcClient, IDisposable
{
    private readonly SolanaRpcOptions _options;
    private readonly TimeProvider _time;
    private readonly RpcEndpoint[] _endpoints;
    private readonly HttpMessageInvoker? _owned;
    private long _lastId;

    /// <param name="options">Checked already.</param>
    /// <param name="handler">What carries requests.</param>
    /// <param name="time">The clock of waits and timeouts.</param>
    /// <param name="chance">Numbers from 0 to 1, by which waits are spread.</param>
    public RpcClient(SolanaRpcOptions options, HttpMessageHandler handler, TimeProvider time, Func<double> chance, ILogger<RpcClient> logger)
    {
        _options = options;
        _time = time;
        _owned = new HttpMessageInvoker(handler);
        _endpoints = [.. options.Endpoints.Select(address => new RpcEndpoint(new EndpointAddress(address), _owned, options, time, chance, logger))];
        Endpoints = _endpoints.Length == 1 ? [this] : [.. _endpoints.Select(endpoint => new RpcClient(this, endpoint))];
    }

    // A part shares its endpoint's pace and rests with the whole.
    private RpcClient(RpcClient whole, RpcEndpoint endpoint)
    {
        _options = whole._options;
        _time = whole._time;
        _endpoints = [endpoint];
        Endpoints = [this];
    }

    public IReadOnlyList<IRpcClient> Endpoints { get; }

    /// <summary>A handler that sends an address nowhere but to its host: no redirects, no cookies, no traces.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),   // so that a change of DNS is noticed
        ActivityHeadersPropagator = null,   // a span would hold the whole address
    };

    /// <summary>Its endpoints by scheme, host and port.</summary>
    public override string ToString() => string.Join(", ", _endpoints.Select(endpoint => endpoint.Name));

    public void Dispose() => _owned?.Dispose();

    private async Task<T?> ReadAsync<T>(string method, Action<Utf8JsonWriter>? parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var call = RpcCall.Create(Interlocked.Increment(ref _lastId), method, parameters);
        var lacking = new List<RpcEndpoint>(0);
        RpcException? last = null;
        for (var attempt = 1; ; attempt++)
        {
            var endpoint = Choose(lacking);
            var rest = endpoint.Rest.Left;
            if (rest > _options.LongestWait)
                throw last ?? endpoint.Spared(method);
            if (rest > TimeSpan.Zero)
                await Task.Delay(rest, _time, cancellationToken).ConfigureAwait(false);
            if (attempt > 1)
                RpcMeter.Again(method, endpoint.Name);
            try
            {
                return await endpoint.AskAsync(call, type, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException error) when (attempt < _options.MaxAttempts && EndpointRest.IsCalledForBy(error.Kind))
            {
                last = error;
            }
            catch (RpcException error) when (error.Kind is RpcErrorKind.NotKept or RpcErrorKind.NotYet && lacking.Count + 1 < _endpoints.Length)
            {
                last = error;
                lacking.Add(endpoint);
            }
        }
    }

    private async Task<T> NeedAsync<T>(string method, Action<Utf8JsonWriter>? parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        await ReadAsync(method, parameters, type, cancellationToken).ConfigureAwait(false) ?? throw Incomplete(method);

    private async Task<ResponseValue<T>> NeedValueAsync<T>(
        string method, Action<Utf8JsonWriter> parameters, JsonTypeInfo<ResponseValue<T>> type, Func<T, bool>? holds, CancellationToken cancellationToken)
    {
        var answer = await NeedAsync(method, parameters, type, cancellationToken).ConfigureAwait(false);
        return answer.Value is { } value && (holds is null || holds(value)) ? answer : throw Incomplete(method);
    }

    private static RpcException Incomplete(string method) =>
        new(RpcErrorKind.Unavailable, $"{method}: the answer can't be read: it is not as long as the question, or empty.");

    private async Task<T?> SendOnceAsync<T>(string method, Action<Utf8JsonWriter> parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var endpoint = Choose([]);

        // An endpoint that is down may be up again, and asking costs it nothing; one that asked to be left alone is.
        if (endpoint.Rest.Left > TimeSpan.Zero && endpoint.Rest.Reason is RpcErrorKind.RateLimited or RpcErrorKind.AccessDenied)
            throw endpoint.Spared(method);
        var call = RpcCall.Create(Interlocked.Increment(ref _lastId), method, parameters);
        return await endpoint.AskAsync(call, type, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first that is not resting; where all are, the one whose rest ends first.</summary>
    private RpcEndpoint Choose(List<RpcEndpoint> lacking)
    {
        RpcEndpoint? chosen = null;
        var shortest = TimeSpan.MaxValue;
        foreach (var endpoint in _endpoints)
        {
            var left = endpoint.Rest.Left;
            if (left >= shortest || lacking.Contains(endpoint))
                continue;
            (chosen, shortest) = (endpoint, left);
        }

        return chosen ?? throw new UnreachableException("Every endpoint is out of the question.");
    }
}
