using PhantomParadox.Client;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Samples.Work;

namespace PhantomParadox.Server.Demo;

/// <summary>Judges by doing the disputed work once more: what a party says is only compared with it.</summary>
internal sealed class DemoJuror(BuyerClient market, FileWork work, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<JuryVote> JudgeAsync(JuryCase told, CancellationToken cancellationToken)
    {
        var claim = await ClaimAsync(told, cancellationToken);
        var dispute = await market.GetDisputeAsync(Guid.Parse(told.DisputeId), cancellationToken);
        var job = await market.GetJobAsync(dispute.JobId, cancellationToken);
        return Decide(job.Result, await work.RunAsync(job.Description, progress: null, cancellationToken), claim);
    }

    internal static JuryVote Decide(WireResult? result, WorkOutcome own, DemoEvidence? claim)
    {
        if (own.ProofHash is null)
            return JuryVote.Split(1);
        if (new DemoAnswer(own.ProofHash, DemoAnswer.ValidOf(own.Output)).IsGivenBy(result))
            return JuryVote.ForB(10);
        return JuryVote.ForA(claim?.Expected == own.ProofHash ? 10 : 7);
    }

    /// <summary>What A says; null where it says nothing in good time.</summary>
    private async Task<DemoEvidence?> ClaimAsync(JuryCase told, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await foreach (var piece in told.FollowEvidenceAsync(patience.Token))
            {
                if (piece.Role == "A" && DemoEvidence.Read(piece.Description) is { } claim)
                    return claim;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Its own work will have to do.
        }

        return null;
    }
}
