namespace PhantomParadox.Testing.Scenarios;

/// <summary>An agent of a scenario at work.</summary>
internal sealed class AgentAct(SimulatedMarket market, ScenarioAgent agent, Agenda agenda, Action<JobId> completed)
{
    private SessionId _session;

    public ScenarioTally Tally { get; } = new();

    /// <exception cref="ArgumentException">The profile is refused.</exception>
    public void Connect()
    {
        if (market.OpenSession(agent.Profile, out _session).Refusal is { } refusal)
            throw new ArgumentException(refusal.Detail, nameof(agent));
    }

    /// <summary>Reads what it was sent.</summary>
    public void Hear()
    {
        while (market.Network.Receive(_session) is { } message)
        {
            if (message is AgentMessage.JobAssigned { Job: var job } && job.Status == JobStatus.Assigned)
                Take(job);
        }
    }

    private void Take(JobRecord job)
    {
        Tally.Assigned++;
        if (market.Chance.Percent(agent.DeclinePercent))
        {
            if (market.DeclineJob(job.Id, agent.Profile.Wallet, job.Attempt).IsAccepted)
                Tally.Declined++;
            return;
        }

        market.ReportProgress(job.Id, agent.Profile.Wallet, new ProgressReport { Progress = 1, Attempt = job.Attempt });
        if (market.Chance.Percent(agent.SilencePercent))
        {
            Tally.Abandoned++;
            return;
        }

        agenda.Add(market.Time.Elapsed + market.Chance.Between(agent.ShortestWork, agent.LongestWork), () => Finish(job));
    }

    private void Finish(JobRecord job)
    {
        var success = !market.Chance.Percent(agent.FailurePercent);
        var result = new JobResult { Success = success, Output = "done", Attempt = job.Attempt };
        if (!market.CompleteJob(job.Id, agent.Profile.Wallet, result).IsAccepted)
            return;
        if (!success)
        {
            Tally.Failed++;
            return;
        }
        Tally.Completed++;
        completed(job.Id);
    }
}
