using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Jobs;

namespace PhantomParadox.Simulation.Actors;

/// <summary>The agents that do jobs. Each knows only what it was sent: what the network loses, it doesn't know.</summary>
internal sealed class Workers(World world, Aim aim, KeyRing ring, Sessions sessions)
{
    public const int Count = 6;

    private readonly Member[] _members = [.. Enumerable.Range(0, Count).Select(number => new Member($"agent-{number}"))];

    private Testing.SeededChance Chance => world.Chance;

    public void Act()
    {
        var member = Chance.Pick(_members);
        if (!member.IsConnected(world))
        {
            if (Chance.OneIn(2))
                sessions.Open(member, Profile(member.Wallet));
            return;
        }

        while (Chance.Below(4) > 0 && world.Network.Receive(member.Session) is { } message)
            Hear(member, message);
        switch (Chance.Below(20))
        {
            case 0:
                sessions.Close(member);
                break;
            case 1:
                world.Ask(new UpdateProfile(member.Session, Profile(member.Wallet)), aim.StateOf(member.Session));
                break;
            case < 5:
                Claim(member);
                break;
            case 5 when Chance.OneIn(3):
                Dispute(member);
                break;
            case 6:
                // Hears all that it missed once more.
                sessions.Open(member, Profile(member.Wallet));
                break;
            default:
                Work(member);
                break;
        }
    }

    /// <summary>All answer, and finish what they hold: for the time after the faults.</summary>
    public void Finish()
    {
        foreach (var member in _members)
        {
            if (!member.IsConnected(world))
                sessions.Open(member, Profile(member.Wallet));
            while (world.Network.Receive(member.Session) is { } message)
                Hear(member, message);
            foreach (var (job, attempt) in member.Held)
                world.Ask(CompleteJob.For(job, member.Wallet, new JobResult { Attempt = attempt }, ReadBack.Receipt), aim.StateOf(job), attempt: attempt);
            member.Held.Clear();
        }
    }

    private void Hear(Member member, AgentMessage message)
    {
        switch (message)
        {
            case AgentMessage.JobAssigned assigned:
                member.Held.RemoveAll(held => held.Job == assigned.Job.Id);
                member.Held.Add((assigned.Job.Id, assigned.Job.Attempt));
                break;
            case AgentMessage.StopWork { ConfirmationWanted: true } stop when Chance.Below(4) > 0:
                world.Ask(new ConfirmCancel(stop.Job, member.Wallet, stop.Attempt), aim.StateOf(stop.Job), attempt: stop.Attempt);
                break;
            case AgentMessage.StopWork stop when Chance.OneIn(2):
                member.Held.RemoveAll(held => held.Job == stop.Job);
                break;
        }
    }

    private void Work(Member member)
    {
        if (member.Held.Count == 0)
            return;
        var held = Chance.Pick(member.Held);
        var (job, attempt) = (held.Job, Chance.OneIn(3) ? held.Attempt : (int?)null);
        var (wallet, state) = (member.Wallet, aim.StateOf(job));
        switch (Chance.Below(12))
        {
            case < 2:
                ring.Ask(wallet, $"accept {job}", key =>
                    world.Ask(new AcceptJob(job, wallet, attempt, Chance.OneIn(3) ? new byte[32] : default), aim.StateOf(job), attempt: attempt, key: key));
                break;
            case 2:
                ring.Ask(wallet, $"decline {job}", key =>
                    world.Ask(new DeclineJob(job, wallet, attempt), aim.StateOf(job), attempt: attempt, key: key));
                break;
            case < 7:
                Progress(wallet, job, attempt, state);
                break;
            case 7 when Chance.OneIn(3):
                member.Held.Remove(held);   // it falls silent
                break;
            default:
                var result = new JobResult { Success = !Chance.OneIn(3), Output = Chance.OneIn(20) ? new string('x', 5_000) : "output", Attempt = attempt };
                if (JobValidation.Check(result) is { } refusal)
                {
                    world.Refused("CompleteJob", refusal);
                    break;
                }
                if (!Chance.OneIn(4))
                    member.Held.Remove(held);
                ring.Ask(wallet, $"complete {job} {result.Success}", key =>
                    world.Ask(CompleteJob.For(job, wallet, result, ReadBack.Receipt), aim.StateOf(job), attempt: attempt, key: key));
                break;
        }
    }

    private void Progress(string wallet, JobId job, int? attempt, string state)
    {
        var report = new ProgressReport { Progress = Chance.OneIn(20) ? 101 : Chance.Below(101), Attempt = attempt };
        if (JobValidation.Check(report) is { } refusal)
            world.Refused("ReportProgress", refusal);
        else
            world.Ask(ReportProgress.For(job, wallet, report, ReadBack.Receipt), state, attempt: attempt);
    }

    private void Claim(Member member)
    {
        var job = aim.Job(JobStatus.Pending);
        ring.Ask(member.Wallet, $"claim {job}", key =>
            world.Ask(new ClaimJob(job, member.Wallet, default, ReadBack.Receipt), aim.StateOf(job), key: key));
    }

    private void Dispute(Member member)
    {
        var job = aim.Job(Chance.OneIn(2) ? JobStatus.InProgress : JobStatus.Failed);
        var claim = new DisputeClaim { Job = job, Opener = Party.Agent, Wallet = aim.Holder(job), Reason = "unpaid", Category = DisputeCategory.NonPayment };
        ring.Ask(member.Wallet, $"dispute {job}", key => world.Ask(new OpenDispute(claim), aim.StateOf(job), key: key));
    }

    private AgentProfile Profile(string wallet) => new()
    {
        Wallet = wallet,
        Platform = Chance.OneIn(2) ? "linux" : "browser",
        Version = $"1.{Chance.Below(3)}.0",
        Capabilities = Chance.OneIn(3) ? ["relay", "compute", "gpu"] : Chance.OneIn(3) ? ["relay"] : ["relay", "compute", "verify", "storage"],
        MaxBandwidth = Chance.OneIn(4) ? -1 : Chance.Below(100),
        Capacity = Chance.OneIn(3) ? Chance.Between(1, 3) : 1,
        Acknowledges = Chance.OneIn(4),
        Operator = Chance.OneIn(5) ? "operator" : "",
    };
}
