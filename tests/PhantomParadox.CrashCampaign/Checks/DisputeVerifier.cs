using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>Holds the disputes and duties that the market shows against what its jurors were told.</summary>
internal static class DisputeVerifier
{
    /// <summary>Says what is wrong; nothing where all is as it should be.</summary>
    public static IReadOnlyList<string> Check(IReadOnlyList<DisputeHistory> disputes, MarketView view)
    {
        var findings = new Findings();
        var known = disputes.ToDictionary(dispute => dispute.Id);
        var shown = Shown(view);
        foreach (var dispute in disputes.Where(dispute => !shown.ContainsKey(dispute.Id)))
        {
            findings.That(
                dispute.Seen is null && !dispute.Operations().Any(one => one.Answer == Answer.Ok), $"a dispute that a juror answered is missing: {dispute}");
        }
        foreach (var (id, job) in shown)
        {
            var history = known.GetValueOrDefault(id) ?? new DisputeHistory(id);
            var before = findings.All().Length;
            JuryFacts.Check(history, job.Dispute!, view.Duties, findings);
            if (job.Dispute!.IsEnded)
                Ruling.Check(job, findings);
            if (history.Seen is { } seen)
                Compare(seen, job.Dispute, findings);
            if (findings.All().Length > before)
                findings.Add($"(that was {history}\n    the market shows {job.Dispute} of {job})");
        }
        foreach (var (wallet, duties) in view.Duties)
        {
            foreach (var id in duties.Invites.Concat(duties.Votes).Where(id => !shown.ContainsKey(id)))
                findings.Add($"{wallet} has a duty in dispute {id}, which no job has");
        }
        return findings.All();
    }

    /// <summary>Takes what was seen as known from now on: what was unknown has happened or never will.</summary>
    public static void Resolve(OperationLog log, MarketView view)
    {
        foreach (var (id, job) in Shown(view))
            log.Dispute(id).Seen = job.Dispute;
        foreach (var dispute in log.Disputes())
        {
            foreach (var open in dispute.Operations().Where(one => one.Answer == Answer.Unknown))
            {
                open.Resolved = true;
                // Who has done it before can't do it again.
                var isFirst = !dispute.Done(open.Deed).Any(done => done.Caller == open.Caller);
                open.Answer = isFirst && dispute.Seen is { } seen && Happened(open, seen, view.Duties.GetValueOrDefault(open.Caller)) ? Answer.Ok : Answer.Refused;
            }
        }
    }

    private static Dictionary<Guid, ObservedJob> Shown(MarketView view) =>
        view.Jobs.Where(job => job.Dispute is not null).DistinctBy(job => job.Dispute!.Id).ToDictionary(job => job.Dispute!.Id);

    // Nobody declines here and no offer lapses: who was invited and isn't any more has accepted.
    private static bool Happened(Operation operation, ObservedDispute seen, ObservedDuties? duties) => operation.Deed == Deed.Accept
        ? duties?.Invites.Contains(seen.Id) == false
        : seen.IsEnded ? seen.Jury.Any(seat => seat.Wallet == operation.Caller && seat.Vote == operation.Mark)
        : seen.Status == "voting" && duties?.Votes.Contains(seen.Id) == false;

    private static void Compare(ObservedDispute seen, ObservedDispute shown, Findings findings)
    {
        findings.That(Rank(shown) >= Rank(seen), $"the dispute went from '{seen.Status}' to '{shown.Status}'");
        findings.That(!seen.IsEnded || shown == seen, $"the ruling has changed from {seen}");
        findings.That(seen.Status == "open" || shown.Size == seen.Size, $"the jury of {seen.Size} has become one of {shown.Size}");
        findings.That(
            shown.Jury.Count(seat => seat.Accepted) >= seen.Jury.Count(seat => seat.Accepted)
                && shown.Jury.Count(seat => seat.Voted) >= seen.Jury.Count(seat => seat.Voted),
            $"seats or votes are gone since {seen}");
    }

    private static int Rank(ObservedDispute dispute) => dispute.Status switch
    {
        "open" => 0,
        "jury_selection" => 1,
        "voting" => 2,
        _ => 3,
    };
}
