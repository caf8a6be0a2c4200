using PhantomParadox.Disputes;
using PhantomParadox.Jobs;

namespace PhantomParadox.Simulation.Actors;

/// <summary>Those who post jobs: good ones and bad ones, cancel, approve, reject and dispute.</summary>
internal sealed class Buyers(World world, Aim aim, KeyRing ring)
{
    private const int Count = 4;

    private Testing.SeededChance Chance => world.Chance;

    public void Act()
    {
        switch (Chance.Below(20))
        {
            case < 10:
                Post();
                break;
            case < 12:
                Cancel();
                break;
            case < 14:
                Approve();
                break;
            case < 17:
                Reject();
                break;
            case 17:
                Dispute();
                break;
            default:
                SubmitEvidence();
                break;
        }
    }

    private void Post()
    {
        var spec = Spec();
        if (JobValidation.Check(spec) is { } refusal)
        {
            world.Refused("PostJob", refusal);
            return;
        }
        var state = world.State.Wallets.TryFind(spec.Buyer, out _) ? "known" : "new";
        ring.Ask(spec.Buyer, $"post {spec.Amount} {spec.Type}", key =>
            world.Ask(PostJob.For(spec, Chance.OneIn(4) ? ReadBack.Record : ReadBack.Receipt), state, key: key));
    }

    private void Cancel()
    {
        var job = aim.Job(Chance.OneIn(2) ? JobStatus.Pending : Chance.OneIn(2) ? JobStatus.InProgress : JobStatus.Assigned);
        var (buyer, running) = (aim.Buyer(job), Chance.OneIn(2));
        ring.Ask(buyer, $"cancel {job} {running}", key =>
            world.Ask(new CancelJob(job, buyer, running, ReadBack.Receipt), aim.StateOf(job), key: key));
    }

    private void Approve()
    {
        var job = aim.Job(JobStatus.Completed, slot => world.State.Jobs[slot].Phase != JobPhase.Ended);
        if (IsBeside(job))
            return;
        var buyer = aim.Buyer(job);
        ring.Ask(buyer, $"approve {job}", key =>
            world.Ask(ApproveJob.For(job, buyer, ReadBack.Receipt), aim.StateOf(job), key: key));
    }

    private void Reject()
    {
        var job = aim.Job(JobStatus.Completed, slot => world.State.Jobs[slot].Phase != JobPhase.Ended);
        if (IsBeside(job))
            return;
        var buyer = aim.Buyer(job);
        ring.Ask(buyer, $"reject {job}", key =>
            world.Ask(new RejectJob(job, buyer, "not what I asked for", DisputeCategory.PoorQuality), aim.StateOf(job), key: key));
    }

    private void Dispute()
    {
        var job = aim.Job(Chance.OneIn(2) ? JobStatus.InProgress : JobStatus.Failed);
        var claim = new DisputeClaim
        {
            Job = job,
            Opener = Party.Buyer,
            Wallet = Chance.OneIn(3) ? null : aim.Buyer(job),
            Reason = Chance.OneIn(20) ? " " : "because",
            Category = DisputeCategory.Fraud,
        };
        if (DisputeValidation.Check(claim) is { } refusal)
        {
            world.Refused("OpenDispute", refusal);
            return;
        }
        ring.Ask(claim.Wallet ?? "somebody", $"dispute {job}", key => world.Ask(new OpenDispute(claim), aim.StateOf(job), key: key));
    }

    private void SubmitEvidence()
    {
        var dispute = aim.Dispute();
        var evidence = new EvidenceSubmission
        {
            Submitter = aim.Party(dispute, Chance.OneIn(2)),
            Kind = EvidenceKind.Log,
            Title = "log",
            DataHash = Chance.OneIn(20) ? "" : "00ff",
            Url = Chance.OneIn(2) ? null : "https://example.org/log",
        };
        if (DisputeValidation.Check(evidence) is { } refusal)
        {
            world.Refused("SubmitEvidence", refusal);
            return;
        }
        ring.Ask(evidence.Submitter, $"evidence {dispute}", key =>
            world.Ask(new SubmitEvidence(dispute, evidence), aim.StateOf(dispute), key: key));
    }

    // Mostly no result waits: then it asks one time in four, for whatever it has found.
    private bool IsBeside(JobId job) => aim.StateOf(job) != "Completed/open" && !Chance.OneIn(4);

    private JobSpec Spec() => new()
    {
        Type = Chance.OneIn(3) ? JobType.Compute : Chance.OneIn(3) ? JobType.Storage : JobType.Relay,
        Buyer = $"buyer-{Chance.Below(Count)}",
        Description = Chance.OneIn(30) ? "" : "a job",
        Amount = Chance.OneIn(30) ? ulong.MaxValue : Chance.OneIn(8) ? 0 : (ulong)Chance.Below(20_000_000),
        Currency = Chance.OneIn(4) ? Currency.Usdc : Currency.Sol,
        AutoApprove = Chance.OneIn(2),
        MaxAttempts = Chance.OneIn(30) ? 99 : Chance.OneIn(3) ? 3 : 1,
        Deadline = Chance.OneIn(4) ? DateTimeOffset.FromUnixTimeMilliseconds(world.Now + Chance.Below(2_000_000) - 100_000) : null,
        Requirements = Chance.OneIn(4)
            ? new JobRequirements { MinBandwidth = Chance.Below(60), MinReputation = Chance.Below(40), Capabilities = Chance.OneIn(2) ? ["gpu"] : [] }
            : JobRequirements.None,
        Nonce = Chance.OneIn(3) ? new byte[32] : default,
        Tags = Chance.OneIn(5) ? ["a", "b"] : [],
    };
}
