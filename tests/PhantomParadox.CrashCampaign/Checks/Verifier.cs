using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>Holds what the market shows against what its clients were told. It knows the protocol, and nothing of how the market works.</summary>
internal static class Verifier
{
    /// <summary>Says what is wrong; nothing where all is as it should be.</summary>
    public static IReadOnlyList<string> Check(IReadOnlyList<JobHistory> jobs, MarketView view)
    {
        var findings = new Findings();
        var shown = view.Jobs.ToLookup(job => job.Description, StringComparer.Ordinal);
        var known = jobs.ToDictionary(job => job.Description, StringComparer.Ordinal);
        foreach (var stranger in view.Jobs.Where(job => !known.ContainsKey(job.Description)))
            findings.Add($"the market has a job that nobody posted: {stranger}");
        foreach (var (description, job) in known)
            Check(job, [.. shown[description]], findings);
        findings.That(view.Total == view.Jobs.Count, $"the market counts {view.Total} jobs and lists {view.Jobs.Count}");
        var paid = view.Jobs.Sum(job => job.Paid);
        findings.That(view.Payments == paid, $"the market says it has paid {view.Payments}; its jobs say {paid}");
        return findings.All();
    }

    /// <summary>Takes what was seen as known from now on: what was unknown has happened or never will.</summary>
    public static void Resolve(IReadOnlyList<JobHistory> jobs, MarketView view)
    {
        var shown = view.Jobs.ToDictionary(job => job.Description, StringComparer.Ordinal);
        foreach (var job in jobs)
        {
            var seen = job.Seen = shown.GetValueOrDefault(job.Description);
            job.Id ??= seen?.Id;
            foreach (var open in job.Operations().Append(job.Post).Where(one => one.Answer == Answer.Unknown && one.Deed != Deed.Progress))
            {
                open.Resolved = true;
                open.Answer = seen is not null && Happened(open, seen) ? Answer.Ok : Answer.Refused;
            }
        }
    }

    private static bool Happened(Operation operation, ObservedJob seen) => operation.Deed switch
    {
        Deed.Claim => seen.Agent == operation.Caller,
        Deed.Succeed or Deed.Fail => seen.Proof == operation.Mark,
        Deed.Approve => seen is { Settlement: "released", AutoApprove: false, Dispute: null },
        Deed.Reject => seen.Dispute?.Reason == operation.Mark,
        Deed.Cancel => seen.Status == "cancelled",
        _ => true,
    };

    private static void Check(JobHistory job, ObservedJob[] shown, Findings findings)
    {
        var before = findings.All().Length;
        if (shown.Length > 1)
            findings.Add($"a job stands {shown.Length} times");
        else if (shown.Length == 0)
            findings.That(job.Operations().Append(job.Post).All(one => one.Answer != Answer.Ok), "an acknowledged job is missing");
        else if (job.Post.Answer == Answer.Refused)
            findings.Add("a refused job is there");
        else
        {
            JobFacts.Check(job, shown[0], findings);
            JobProgress.Check(job, shown[0], findings);
        }

        if (findings.All().Length > before)
            findings.Add($"(that was {job}\n    the market shows {string.Join(", ", shown.Select(one => one.ToString()))})");
    }
}
