using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>The votes make the verdict, and the verdict divides all that was in escrow: as the rules of the market say.</summary>
internal static class Ruling
{
    private const long RewardCap = 1_000_000_000;

    /// <summary>Checks a job whose dispute has ended. Nothing of it was paid before: what pays as it goes approves itself.</summary>
    public static void Check(ObservedJob job, Findings findings)
    {
        var dispute = job.Dispute!;
        // Where fewer than three can be seated, nobody is.
        findings.That(dispute.Status == "timeout" || dispute.Size is 10 or 7 or 5 or 3, $"a jury of {dispute.Size}");
        findings.That(dispute.Status == "timeout" || dispute.Consensus == ((4 * dispute.Size) + 4) / 5, $"{dispute.Consensus} of {dispute.Size} make a consensus");
        findings.That(dispute.Verdict == VerdictOf(dispute), $"the votes make '{VerdictOf(dispute)}', and the verdict is '{dispute.Verdict}'");
        if (dispute.Status == "resolved")
        {
            var counted = (Count(dispute, "brains_win"), Count(dispute, "muscle_win"), Count(dispute, "split"), 0);
            findings.That(dispute.Breakdown == counted, $"{dispute.Breakdown} is told of the votes {counted}");
        }
        if (dispute.Payment is not { } paid)
        {
            findings.Add("a final ruling divides nothing");
            return;
        }
        findings.That(paid.Brains + paid.Muscle + paid.Jury + paid.Protocol == job.Amount, $"{paid} is not {job.Amount} divided");
        findings.That(dispute.Jury.Sum(seat => seat.Reward) == paid.Jury, $"the jurors were paid {dispute.Jury.Sum(seat => seat.Reward)} of {paid.Jury}");
        var jury = dispute.Status == "timeout" ? 0 : Math.Min(job.Amount / 20, RewardCap);
        findings.That(paid.Jury + paid.Protocol == jury, $"the jury cost {paid.Jury + paid.Protocol} and not {jury}");
        findings.That(dispute.Verdict switch
        {
            "brains_win" => paid.Muscle == 0,
            "muscle_win" => paid.Brains == 0,
            _ => Math.Abs(paid.Brains - paid.Muscle) <= 1,
        }, $"'{dispute.Verdict}' was paid as {paid}");
        findings.That(job.Paid == paid.Muscle, $"{paid.Muscle} of the verdict and {job.Paid} of the job went to the agent");
    }

    /// <summary>Whether a job stands as its ruling left it.</summary>
    public static bool HasSettled(ObservedJob job) => job is { Status: "completed", Dispute.IsEnded: true } && job.Settlement == job.Dispute.Verdict switch
    {
        "brains_win" => "refunded",
        "muscle_win" => "released",
        _ => "split",
    };

    // Consensus, or the median in the order brains, split, muscle; two different ones in the middle are a split, as no jury at all is.
    private static string VerdictOf(ObservedDispute dispute)
    {
        if (dispute.Status == "timeout")
            return "split";
        string[] order = ["brains_win", "split", "muscle_win"];
        if (order.FirstOrDefault(choice => Count(dispute, choice) >= dispute.Consensus) is { } agreed)
            return agreed;
        var votes = order.SelectMany(choice => Enumerable.Repeat(choice, Count(dispute, choice))).ToArray();
        if (votes.Length == 0)
            return "split";
        var (low, high) = (votes[(votes.Length - 1) / 2], votes[votes.Length / 2]);
        return low == high ? low : "split";
    }

    private static int Count(ObservedDispute dispute, string choice) =>
        dispute.Jury.Count(seat => seat.Vote?.StartsWith(choice, StringComparison.Ordinal) == true);
}
