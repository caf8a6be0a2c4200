using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>What was answered to a request that was sent again under its key.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Replayed">Whether it says that it was given before.</param>
/// <param name="Id">The job or the dispute that it names; null where it names none.</param>
internal sealed record Repetition(int Status, bool Replayed, Guid? Id)
{
    /// <summary>What was acknowledged is answered the same, and says so.</summary>
    public void CheckKnown(JobHistory job, Operation operation, Findings findings)
    {
        findings.That(
            Status is >= 200 and < 300 && Replayed && Id == Expected(job, operation),
            $"repeated, it was answered {this}, and not as acknowledged: {operation} of {job.Id} ({job.Dispute})");
    }

    /// <summary>What was unknown is answered now: it happened before, or now, or is refused and never happened.</summary>
    public void CheckUnknown(JobHistory job, Operation operation, Findings findings)
    {
        var place = $"{operation} of {job.Id} ({job.Dispute})";
        findings.That(Status is >= 200 and < 500, $"repeated, it was answered {this}: {place}");
        findings.That(
            Status < 300 || operation.Deed != Deed.Post || job.Amount <= 0, $"a job that anybody may post was refused when it was repeated, {this}: {place}");
        findings.That(
            Status >= 300 || Expected(job, operation) is not { } known || Id == known, $"repeated, it was answered of another, {this}: {place}");
        // An agent was sent it, so that it was there.
        findings.That(Status >= 300 || operation.Deed != Deed.Post || job.Id is null || Replayed, $"a job was posted again: {place}");
    }

    /// <summary>Another body under a used key does nothing.</summary>
    public void CheckOther(Operation operation, Findings findings) =>
        findings.That(Status == 422, $"another body under its key was answered {this}: {operation}");

    private static Guid? Expected(JobHistory job, Operation operation) => operation.Deed switch
    {
        Deed.Post => job.Id,
        Deed.Reject => job.Dispute,
        _ => null,
    };
}
