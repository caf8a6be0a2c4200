using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>Reads the market out of its storage, without the host, and looks at the books and at every job.</summary>
internal static class Replay
{
    private static readonly MarketOptions Development = new()
    {
        Reputation = new ReputationOptions { Policy = ReputationPolicyKind.Seed },
        // No picture is made: the snapshots stay as the host left them.
        Snapshots = new SnapshotOptions { EveryEvents = long.MaxValue, EveryInterval = TimeSpan.FromDays(1) },
    };

    /// <param name="ports">What the market stands on.</param>
    /// <param name="log">What the clients know.</param>
    /// <returns>How the market was recovered, in words.</returns>
    public static async Task<string> RunAsync(MarketPorts ports, OperationLog log)
    {
        await using var market = new LocalMarket(Development, ports);
        await market.StartAsync(CancellationToken.None);
        log.Findings.That(market.DurablePosition >= log.Position, $"the journal ends at {market.DurablePosition}; {log.Position} was acknowledged");
        Int128 escrowed;
        long before;
        do
        {
            before = market.DurablePosition;
            escrowed = 0;
            foreach (var job in log.Jobs())
            {
                if (job.Seen is { } seen)
                    escrowed += await CompareAsync(market, seen, log.Findings);
            }
        }
        while (market.DurablePosition != before);
        await market.StopAsync(CancellationToken.None);

        var state = market.State;
        foreach (var currency in Enum.GetValues<Currency>())
            log.Findings.That(state.Ledger.Sum(currency) == 0, $"the sum of all accounts in {currency} is {state.Ledger.Sum(currency)}");
        log.Findings.That(
            state.Ledger.Escrow(Currency.Sol) == escrowed, $"{state.Ledger.Escrow(Currency.Sol)} is in escrow; the jobs say {escrowed}");
        return $"snapshot {market.Recovery!.SnapshotPosition}, journal to {market.Recovery.Position}";
    }

    private static async Task<Int128> CompareAsync(LocalMarket market, ObservedJob seen, Findings findings)
    {
        var outcome = await market.GetJobAsync(new JobId(seen.Id));
        if (!outcome.IsAccepted)
        {
            findings.Add($"the journal has no job {seen}");
            return 0;
        }
        var job = outcome.Value;
        // What waited may be assigned, and a dispute without jurors ends; nothing else moves without a client.
        var (status, settlement) = (job.Status.ToString(), job.Settlement.ToString());
        var same = Same(status, seen.Status) && Same(settlement, seen.Settlement) && job.Paid == (ulong)seen.Paid;
        var moved = (seen.Status == "pending" && job.Status == JobStatus.Assigned) || (seen.Settlement == "frozen" && job.Settlement == Settlement.Split);
        if (seen.Dispute is { } dispute)
            await CompareAsync(market, dispute, findings);
        findings.That(
            (same || moved) && job.Spec.Amount == (ulong)seen.Amount && job.Spec.Buyer == seen.Buyer
                && job.Spec.Description == seen.Description && job.Result?.ProofHash == seen.Proof,
            $"the journal says {status}, {settlement}, {job.Paid} paid of the job {seen}");
        return job.Settlement is Settlement.Escrowed or Settlement.Frozen ? job.Spec.Amount - job.Paid : 0;
    }

    private static async Task CompareAsync(LocalMarket market, ObservedDispute seen, Findings findings)
    {
        var outcome = await market.GetDisputeAsync(new DisputeId(seen.Id));
        var same = outcome.IsAccepted && outcome.Value is var dispute
            && (Same(dispute.Status.ToString(), seen.Status) || seen.Status == "open")
            && dispute.Jury.Count(juror => juror.Answer == JurorAnswer.Accepted) == seen.Jury.Count(seat => seat.Accepted)
            && dispute.Jury.Count(juror => juror.HasVoted) == seen.Jury.Count(seat => seat.Voted)
            && (seen.Verdict is null || (dispute.Verdict is { } verdict && Same(verdict.ToString(), seen.Verdict)));
        findings.That(same, $"the journal has another dispute than {seen}");
    }

    private static bool Same(string name, string word) =>
        string.Equals(name, word.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
