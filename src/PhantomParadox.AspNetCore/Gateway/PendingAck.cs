namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>A heartbeat that the market has not answered yet, and the ones behind it that changed nothing. Guarded by its socket's lock.</summary>
internal sealed class PendingAck
{
    /// <summary>Answers owed to the agent once this is settled; 0 where the gateway called by itself.</summary>
    public int Owed { get; set; }

    /// <summary>Whether the market has answered.</summary>
    public bool Settled { get; set; }

    /// <summary>Why the market refused, if it did.</summary>
    public Refusal? Refusal { get; set; }

    public PendingAck? Next { get; set; }
}
