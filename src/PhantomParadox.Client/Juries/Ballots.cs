using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Client;

/// <summary>Votes: seals them, keeps the salt until the reveal, and reveals.</summary>
internal sealed class Ballots(IBallotStore store, CourtCalls court, ILogger logger)
{
    /// <summary>Votes openly.</summary>
    public async Task VoteAsync(string dispute, string self, JuryVote vote, CancellationToken cancellationToken) => Log(
        dispute,
        await court.VoteAsync(
            dispute, new VoteRequest { AgentId = self, Vote = vote.Choice, Confidence = vote.Confidence }, cancellationToken).ConfigureAwait(false));

    /// <summary>Seals a vote. The salt is kept before anybody can know of the vote.</summary>
    public async Task SealAsync(JuryCase @case, string self, JuryVote vote, CancellationToken cancellationToken)
    {
        var ballot = new SealedBallot
        {
            DisputeId = @case.DisputeId,
            Round = @case.Round,
            JurorId = self,
            Choice = vote.Choice,
            Confidence = vote.Confidence,
            Salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(VoteSeal.SaltLength)),
        };
        await store.SaveAsync(ballot, cancellationToken).ConfigureAwait(false);
        await SendAsync(ballot, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a vote that was sealed before, as it was.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> SealAgainAsync(JuryCase @case, string self, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(@case.DisputeId, cancellationToken).ConfigureAwait(false) is not { } ballot
            || ballot.Round != @case.Round || ballot.JurorId != self)
        {
            return false;
        }

        await SendAsync(ballot, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Reveals the vote that was sealed.</summary>
    public async Task RevealAsync(string dispute, string self, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(dispute, cancellationToken).ConfigureAwait(false) is not { } ballot || ballot.JurorId != self)
        {
            logger.SaltLost(dispute);
            return;
        }

        var reveal = new VoteRequest { AgentId = self, Vote = ballot.Choice, Confidence = ballot.Confidence, Salt = ballot.Salt };
        Log(dispute, await court.VoteAsync(dispute, reveal, cancellationToken).ConfigureAwait(false));
        // Taken or refused for good: the salt is of no more use.
        await store.RemoveAsync(dispute, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The dispute is ruled.</summary>
    public Task ForgetAsync(string dispute, CancellationToken cancellationToken) => store.RemoveAsync(dispute, cancellationToken);

    private async Task SendAsync(SealedBallot ballot, CancellationToken cancellationToken)
    {
        var commitment = VoteSeal.Compute(ballot.DisputeId, ballot.Round, ballot.JurorId, ballot.Choice, Convert.FromHexString(ballot.Salt));
        var code = await court.VoteAsync(
            ballot.DisputeId, new VoteRequest { AgentId = ballot.JurorId, Commitment = commitment }, cancellationToken).ConfigureAwait(false);
        if (code is null)
        {
            logger.VoteSealed(ballot.DisputeId);
            return;
        }

        // Too late to seal. Where nobody else sealed, an open vote still counts; where this very vote was sealed and its answer lost, the
        // ballot stays for the reveal.
        if (code == "wrong_phase")
        {
            code = await court.VoteAsync(
                ballot.DisputeId,
                new VoteRequest { AgentId = ballot.JurorId, Vote = ballot.Choice, Confidence = ballot.Confidence },
                cancellationToken).ConfigureAwait(false);
        }

        Log(ballot.DisputeId, code);
        if (code != "wrong_phase")
            await store.RemoveAsync(ballot.DisputeId, cancellationToken).ConfigureAwait(false);
    }

    private void Log(string dispute, string? code)
    {
        // What was told twice was told.
        if (code is null or "already_voted")
            logger.Voted(dispute);
        else
            logger.VoteRefused(dispute, code);
    }
}
