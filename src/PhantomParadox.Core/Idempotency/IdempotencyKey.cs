using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PhantomParadox;

/// <summary>
/// A caller's name for one of its requests. A market that has carried the request out answers a repetition under the same key as it did
/// the first time, and does nothing; a key that comes with another request is refused with <c>IdempotencyKeyReused</c>.
/// </summary>
/// <remarks>Kept for <see cref="LimitOptions.IdempotencyWindow"/> with the command's events, so it outlives restarts. Only what was
/// accepted is kept: what was refused may be sent again under the same key. Only hashes are kept (SHA-256, cut to 128 bits of caller and
/// key, and to 64 of the request and of the caller).</remarks>
public sealed class IdempotencyKey
{
    /// <summary>Most characters of a key.</summary>
    public const int MaxLength = 128;

    /// <summary>Names a request.</summary>
    /// <param name="caller">Whose name for it that is: the same key of another caller names another request. 1 to 64 visible ASCII
    /// characters, mostly a wallet.</param>
    /// <param name="key">The name: 1 to 128 visible ASCII characters.</param>
    /// <param name="request">The bytes that tell the request from another of the caller; empty where the caller vouches for it.</param>
    /// <exception cref="ArgumentException">The caller or the key is something else.</exception>
    public IdempotencyKey(string caller, string key, ReadOnlySpan<byte> request = default)
    {
        if (!Identity.WalletText.IsValid(caller))
            throw new ArgumentException("A caller is 1 to 64 visible ASCII characters.", nameof(caller));
        if (!IsValid(key))
            throw new ArgumentException($"A key is 1 to {MaxLength} visible ASCII characters.", nameof(key));
        Span<byte> bytes = stackalloc byte[1 + Identity.WalletText.MaxLength + MaxLength];
        bytes[0] = (byte)caller.Length;
        Encoding.ASCII.GetBytes(caller, bytes[1..]);
        Encoding.ASCII.GetBytes(key, bytes[(1 + caller.Length)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..(1 + caller.Length + key.Length)], hash);
        Hash = BinaryPrimitives.ReadUInt128BigEndian(hash);
        SHA256.HashData(bytes[..(1 + caller.Length)], hash);
        Caller = BinaryPrimitives.ReadUInt64BigEndian(hash);
        SHA256.HashData(request, hash);
        Request = BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>Of the caller and the key.</summary>
    internal UInt128 Hash { get; }

    /// <summary>Of the caller alone.</summary>
    internal ulong Caller { get; }

    /// <summary>Of the request.</summary>
    internal ulong Request { get; }

    /// <summary>Whether a text can be a key: 1 to 128 visible ASCII characters.</summary>
    /// <param name="key">The text.</param>
    public static bool IsValid(string? key) => key is { Length: > 0 and <= MaxLength } && !key.AsSpan().ContainsAnyExceptInRange('!', '~');
}
