using PhantomParadox.Agents;
using PhantomParadox.Identity;

namespace PhantomParadox.Jobs;

/// <summary>The linked lists of jobs that wallets and agents head: a buyer's jobs, an agent's jobs, and the jobs an agent holds.</summary>
internal sealed class JobLists(JobBook jobs, Wallets wallets, AgentBook agents)
{
    public void JoinBuyer(int job)
    {
        ref var row = ref jobs[job];
        ref var buyer = ref wallets[row.Buyer];
        row.PreviousOfBuyer = buyer.LastJob;
        if (buyer.LastJob == 0)
            buyer.FirstJob = job + 1;
        else
            jobs[buyer.LastJob - 1].NextOfBuyer = job + 1;
        buyer.LastJob = job + 1;
    }

    public void LeaveBuyer(int job)
    {
        ref var row = ref jobs[job];
        ref var buyer = ref wallets[row.Buyer];
        if (row.PreviousOfBuyer == 0)
            buyer.FirstJob = row.NextOfBuyer;
        else
            jobs[row.PreviousOfBuyer - 1].NextOfBuyer = row.NextOfBuyer;
        if (row.NextOfBuyer == 0)
            buyer.LastJob = row.PreviousOfBuyer;
        else
            jobs[row.NextOfBuyer - 1].PreviousOfBuyer = row.PreviousOfBuyer;
    }

    /// <summary>Puts a job on its agent's list, which is in the order of posting: nearly always at the end.</summary>
    public void JoinAgent(int job)
    {
        ref var row = ref jobs[job];
        ref var agent = ref agents[row.Agent - 1];
        var previous = agent.LastJob;
        while (previous != 0 && jobs[previous - 1].Ordinal > row.Ordinal)
            previous = jobs[previous - 1].PreviousOfAgent;
        var next = previous == 0 ? agent.FirstJob : jobs[previous - 1].NextOfAgent;
        (row.PreviousOfAgent, row.NextOfAgent) = (previous, next);
        if (previous == 0)
            agent.FirstJob = job + 1;
        else
            jobs[previous - 1].NextOfAgent = job + 1;
        if (next == 0)
            agent.LastJob = job + 1;
        else
            jobs[next - 1].PreviousOfAgent = job + 1;
    }

    public void LeaveAgent(int job)
    {
        ref var row = ref jobs[job];
        if (row.Agent == 0)
            return;
        ref var agent = ref agents[row.Agent - 1];
        if (row.PreviousOfAgent == 0)
            agent.FirstJob = row.NextOfAgent;
        else
            jobs[row.PreviousOfAgent - 1].NextOfAgent = row.NextOfAgent;
        if (row.NextOfAgent == 0)
            agent.LastJob = row.PreviousOfAgent;
        else
            jobs[row.NextOfAgent - 1].PreviousOfAgent = row.PreviousOfAgent;
        row.PreviousOfAgent = row.NextOfAgent = 0;
    }

    public void Hold(int job)
    {
        ref var row = ref jobs[job];
        ref var agent = ref agents[row.Agent - 1];
        row.PreviousHeld = agent.LastHeld;
        row.NextHeld = 0;
        if (agent.LastHeld == 0)
            agent.FirstHeld = job + 1;
        else
            jobs[agent.LastHeld - 1].NextHeld = job + 1;
        agent.LastHeld = job + 1;
        agent.Held++;
    }

    public void Unhold(int job)
    {
        ref var row = ref jobs[job];
        ref var agent = ref agents[row.Agent - 1];
        if (row.PreviousHeld == 0)
            agent.FirstHeld = row.NextHeld;
        else
            jobs[row.PreviousHeld - 1].NextHeld = row.NextHeld;
        if (row.NextHeld == 0)
            agent.LastHeld = row.PreviousHeld;
        else
            jobs[row.NextHeld - 1].PreviousHeld = row.PreviousHeld;
        row.PreviousHeld = row.NextHeld = 0;
        agent.Held--;
    }
}
