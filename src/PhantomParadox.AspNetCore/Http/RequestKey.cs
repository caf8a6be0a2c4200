using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PhantomParadox.AspNetCore;

/// <summary>The <c>Idempotency-Key</c> of a request, and the hash that tells the request from another: over its method, path and body.</summary>
internal sealed class RequestKey
{
    /// <summary>The header of a request that names it.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The header of a reply that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    private static readonly object Item = new();

    private readonly string _key;
    private readonly byte[] _request;

    private RequestKey(string key, byte[] request) => (_key, _request) = (key, request);

    /// <summary>Says what is wrong with the header; null where nothing is.</summary>
    public static Fault? Check(HttpRequest request)
    {
        var values = request.Headers[Header];
        return values.Count == 0 || (values.Count == 1 && IdempotencyKey.IsValid(values[0]))
            ? null
            : Fault.Invalid(new FieldError(Header, $"must be given once, with 1 to {IdempotencyKey.MaxLength} visible ASCII characters"));
    }

    /// <summary>Keeps the key of a request whose body is there, if it has one.</summary>
    public static void Keep(HttpContext context, in ReadOnlySequence<byte> body)
    {
        if (context.Request.Headers[Header] is not [{ } key])
            return;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.PathBase}{context.Request.Path}\n"));
        foreach (var part in body)
            hash.AppendData(part.Span);
        context.Items[Item] = new RequestKey(key, hash.GetHashAndReset());
    }

    /// <summary>The request's name as the market knows it; null where it has none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who calls: a wallet or an agent, as the body says; already checked.</param>
    public static IdempotencyKey? Of(HttpContext context, string caller) =>
        context.Request.Headers.ContainsKey(Header) && context.Items[Item] is RequestKey kept
            ? new IdempotencyKey(caller, kept._key, kept._request)
            : null;
}
