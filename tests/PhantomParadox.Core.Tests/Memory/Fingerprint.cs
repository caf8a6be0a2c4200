using System.Security.Cryptography;

namespace PhantomParadox.Core.Tests.Memory;

/// <summary>The hash of a structure's bytes, as text.</summary>
internal static class Fingerprint
{
    public static string Of(Action<IncrementalHash> appendTo)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        appendTo(hash);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
