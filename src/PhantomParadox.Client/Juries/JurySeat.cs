namespace PhantomParadox.Client;

/// <summary>A case that the agent judges, and the way to stop its handler.</summary>
internal sealed class JurySeat
{
    // Without a timer or a link there is nothing to dispose of: no race between a stop and the end of the handler.
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenRegistration _stopped;

    public JurySeat(JuryCase @case, CancellationToken stop)
    {
        Case = @case;
        _stopped = stop.UnsafeRegister(static seat => ((JurySeat)seat!).End(), this);
    }

    public JuryCase Case { get; }

    public CancellationToken Token => _ended.Token;

    /// <summary>The jury needs no vote of this seat any more. Callbacks of the handler run elsewhere.</summary>
    public void End() => _ = _ended.CancelAsync();

    /// <summary>The handler has ended.</summary>
    public void Release() => _stopped.Unregister();
}
