using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PhantomParadox.Protocol.Rest;

/// <summary>Seals votes: makes the <see cref="VoteRequest.Commitment"/> that fixes a juror's vote without showing it.</summary>
/// <remarks>Source: the rules of the market, §3.8.</remarks>
public static class VoteSeal
{
    /// <summary>Length of a salt in bytes.</summary>
    public const int SaltLength = 32;

    /// <summary>Computes H(LP("pp.vote.commit.v1") ‖ LP(disputeId) ‖ u32(round) ‖ LP(jurorId) ‖ u8(choice) ‖ salt).</summary>
    /// <param name="disputeId">The dispute's id as the market writes it.</param>
    /// <param name="round">The round, from 0.</param>
    /// <param name="jurorId">The juror's agent id as the market writes it.</param>
    /// <param name="vote"><c>brains_win</c>, <c>muscle_win</c> or <c>split</c>.</param>
    /// <param name="salt">32 random bytes, kept secret until the reveal and never used twice.</param>
    /// <returns>The commitment: 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="round"/> is negative, or <paramref name="vote"/> is no vote.</exception>
    /// <exception cref="ArgumentException"><paramref name="salt"/> isn't 32 bytes long.</exception>
    public static string Compute(string disputeId, int round, string jurorId, string vote, ReadOnlySpan<byte> salt)
    {
        ArgumentNullException.ThrowIfNull(disputeId);
        ArgumentNullException.ThrowIfNull(jurorId);
        ArgumentOutOfRangeException.ThrowIfNegative(round);
        if (salt.Length != SaltLength)
            throw new ArgumentException("A salt is 32 bytes long.", nameof(salt));
        byte choice = vote switch
        {
            "brains_win" => 1,
            "muscle_win" => 2,
            "split" => 3,
            _ => throw new ArgumentOutOfRangeException(nameof(vote), vote, "A vote is brains_win, muscle_win or split."),
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Prefixed("pp.vote.commit.v1");
        Prefixed(disputeId);
        Number((uint)round);
        Prefixed(jurorId);
        hash.AppendData([choice]);
        hash.AppendData(salt);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Prefixed(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Number((uint)bytes.Length);
            hash.AppendData(bytes);
        }

        void Number(uint value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }
}
