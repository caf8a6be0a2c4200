using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>What was acknowledged to jurors must show, and nothing that none of them can have done.</summary>
internal static class JuryFacts
{
    public static void Check(
        DisputeHistory history, ObservedDispute shown, IReadOnlyDictionary<string, ObservedDuties> duties, Findings findings)
    {
        var accepted = Callers(history.Done(Deed.Accept));
        var voted = Callers(history.Done(Deed.Vote));
        var mayHaveAccepted = Callers(history.Possible(Deed.Accept));
        var mayHaveVoted = Callers(history.Possible(Deed.Vote));
        Between(accepted.Count, shown.Jury.Count(seat => seat.Accepted), mayHaveAccepted.Count, "accepted", findings);
        Between(voted.Count, shown.Jury.Count(seat => seat.Voted), mayHaveVoted.Count, "voted", findings);
        foreach (var (wallet, its) in duties)
        {
            var (isInvited, isAwaited) = (its.Invites.Contains(shown.Id), its.Votes.Contains(shown.Id));
            findings.That(!isInvited || !accepted.Contains(wallet), $"{wallet} has accepted and is invited still: an acknowledged acceptance is gone");
            findings.That(!isAwaited || !voted.Contains(wallet), $"{wallet} has voted and is to vote still: an acknowledged vote is gone");
            findings.That(!isAwaited || mayHaveAccepted.Contains(wallet), $"{wallet} is to vote and never accepted");
            findings.That(!isInvited || shown.Status == "jury_selection", $"{wallet} is invited in '{shown.Status}'");
            findings.That(!isAwaited || shown.Status == "voting", $"{wallet} is to vote in '{shown.Status}'");
            findings.That(
                shown.Status != "voting" || !accepted.Contains(wallet) || mayHaveVoted.Contains(wallet) || isAwaited,
                $"{wallet} has a seat and no duty: an acknowledged acceptance is gone");
        }
        findings.That(shown.Status switch
        {
            // As many as are invited accept, sooner or later: no vote begins without all.
            "open" => shown.Jury.Count == 0,
            "jury_selection" => shown.Jury.Count == shown.Size && shown.Jury.Any(seat => !seat.Accepted) && shown.Jury.All(seat => !seat.Voted),
            "voting" => shown.Jury.Count == shown.Size && shown.Jury.All(seat => seat.Accepted) && shown.Jury.Any(seat => !seat.Voted),
            "resolved" => shown.Jury.Count == shown.Size && shown.Jury.All(seat => seat.Accepted && seat.Voted),
            "timeout" => shown.Jury.Count == 0,
            _ => false,
        }, $"its jury can't be so in '{shown.Status}'");
        findings.That(shown.IsEnded == shown.Verdict is not null, $"'{shown.Status}' with the verdict '{shown.Verdict}'");
        if (shown.Status == "resolved")
            Reveal(history, shown, findings);
    }

    /// <summary>After the verdict everybody sees who voted how.</summary>
    private static void Reveal(DisputeHistory history, ObservedDispute shown, Findings findings)
    {
        foreach (var vote in history.Done(Deed.Vote))
        {
            findings.That(
                shown.Jury.Any(seat => seat.Wallet == vote.Caller && seat.Vote == vote.Mark), $"an acknowledged vote of {vote.Caller} is gone or changed");
        }
        foreach (var accept in history.Done(Deed.Accept))
            findings.That(shown.Jury.Any(seat => seat.Wallet == accept.Caller), $"an acknowledged acceptance of {accept.Caller} is gone");
        foreach (var seat in shown.Jury)
        {
            findings.That(
                history.Possible(Deed.Vote).Any(vote => vote.Caller == seat.Wallet && vote.Mark == seat.Vote),
                $"{seat.Wallet} never voted '{seat.Vote}'");
        }
        findings.That(shown.Jury.DistinctBy(seat => seat.Wallet).Count() == shown.Jury.Count, "a juror has two seats");
    }

    private static void Between(int least, int count, int most, string what, Findings findings) =>
        findings.That(count >= least && count <= most, $"{count} have {what}; {least} were acknowledged, {most} may have");

    private static HashSet<string> Callers(IEnumerable<Operation> operations) =>
        operations.Select(one => one.Caller).ToHashSet(StringComparer.Ordinal);
}
