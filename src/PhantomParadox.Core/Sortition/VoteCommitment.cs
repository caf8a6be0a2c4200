using PhantomParadox.Sortition;

namespace PhantomParadox;

/// <summary>A sealed vote: fixes a juror's choice without showing it.</summary>
/// <remarks>Source: the rules of the market, §3.8.</remarks>
public static class VoteCommitment
{
    /// <summary>Length of a salt in bytes.</summary>
    public const int SaltLength = 32;

    /// <summary>
    /// Computes H(LP("pp.vote.commit.v1") ‖ LP(disputeId) ‖ u32(round) ‖ LP(jurorId) ‖ u8(choice) ‖ salt).
    /// </summary>
    /// <param name="disputeId">The dispute's id as text.</param>
    /// <param name="round">The round, from 0.</param>
    /// <param name="jurorId">The juror's id as text, so that a copied commitment is worthless.</param>
    /// <param name="choice">The vote.</param>
    /// <param name="salt">32 random bytes that the juror keeps to itself until the reveal.</param>
    /// <returns>The commitment.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="choice"/> is no choice.</exception>
    /// <exception cref="ArgumentException"><paramref name="salt"/> isn't 32 bytes long.</exception>
    public static Digest Compute(ReadOnlySpan<char> disputeId, uint round, ReadOnlySpan<char> jurorId, JuryChoice choice, ReadOnlySpan<byte> salt)
    {
        if (choice is < JuryChoice.BrainsWin or > JuryChoice.Split)
            throw new ArgumentOutOfRangeException(nameof(choice));
        if (salt.Length != SaltLength)
            throw new ArgumentException("A salt is 32 bytes long.", nameof(salt));
        var input = new HashInput(stackalloc byte[HashInput.Space]);
        input.Prefixed("pp.vote.commit.v1"u8);
        input.Prefixed(disputeId);
        input.UInt32(round);
        input.Prefixed(jurorId);
        input.Byte((byte)choice);
        input.Raw(salt);
        return input.Hash();
    }

    /// <summary>Checks a revealed vote against its commitment, in a time that doesn't depend on where they differ.</summary>
    /// <param name="commitment">What was committed to.</param>
    /// <param name="disputeId">The dispute's id as text.</param>
    /// <param name="round">The round, from 0.</param>
    /// <param name="jurorId">The juror's id as text.</param>
    /// <param name="choice">The vote as revealed.</param>
    /// <param name="salt">The salt as revealed.</param>
    /// <returns>Whether this was committed to; never for what is no choice or a salt of another length.</returns>
    public static bool Verify(
        in Digest commitment,
        ReadOnlySpan<char> disputeId,
        uint round,
        ReadOnlySpan<char> jurorId,
        JuryChoice choice,
        ReadOnlySpan<byte> salt) =>
        choice is >= JuryChoice.BrainsWin and <= JuryChoice.Split
        && salt.Length == SaltLength
        && commitment.Equals(Compute(disputeId, round, jurorId, choice, salt));
}
