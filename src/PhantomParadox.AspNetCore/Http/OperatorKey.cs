using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PhantomParadox.AspNetCore;

/// <summary>Tells operators from others by the secret that they send. Only its hash is kept, and it is compared in constant time.</summary>
internal sealed class OperatorKey
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _hash;

    public OperatorKey(string key) => _hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Says that a request isn't an operator's; null where it is.</summary>
    public Fault? Check(HttpContext context)
    {
        if (context.Request.Headers.Authorization is [{ } header]
            && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim())), _hash))
        {
            return null;
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return new Fault(ProblemKinds.Unauthorized, "Operators send their key as Authorization: Bearer.");
    }
}
