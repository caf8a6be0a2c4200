namespace PhantomParadox.Hosting;

/// <summary>The work on one lease, and the way to stop it.</summary>
internal sealed class AgentLease
{
    // Linked to nothing and without a timer, so there is nothing to dispose of: no race between a stop and the end of the work.
    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Token => _stop.Token;

    /// <summary>Whether the buyer asked to hear that the work has stopped.</summary>
    public bool ConfirmationWanted { get; private set; }

    /// <summary>Whether the agent itself gave up, while the lease was still its own.</summary>
    public bool Abandoned { get; private set; }

    /// <summary>Ends with the work; never faulted.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public void Begin(Func<Task> work) => Ended = Task.Run(work);

    /// <summary>The market wants the work stopped.</summary>
    public void Stop(bool confirm)
    {
        ConfirmationWanted |= confirm;
        Cancel();
    }

    /// <summary>The agent gives up.</summary>
    public void Abandon()
    {
        Abandoned |= !_stop.IsCancellationRequested;
        Cancel();
    }

    private void Cancel() =>
        // Callbacks of the handler run elsewhere: the next message need not wait for them.
        _ = _stop.CancelAsync();
}
