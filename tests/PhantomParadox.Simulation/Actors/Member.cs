namespace PhantomParadox.Simulation.Actors;

/// <summary>A wallet with a session, and what it was told.</summary>
internal sealed class Member(string wallet)
{
    private int _life;

    public string Wallet => wallet;

    public SessionId Session { get; private set; }

    /// <summary>Its identity; default before it was told.</summary>
    public AgentId Agent { get; set; }

    /// <summary>The leases that it believes to hold.</summary>
    public List<(JobId Job, int Attempt)> Held { get; } = [];

    /// <summary>The juries that it was invited to.</summary>
    public List<DisputeId> Invited { get; } = [];

    /// <summary>The disputes that it is to vote on.</summary>
    public List<DisputeId> Cases { get; } = [];

    /// <summary>The votes that it has sealed.</summary>
    public List<(DisputeId Dispute, JuryChoice Choice)> Sealed { get; } = [];

    public bool IsConnected(World world) => Session.Value != 0 && _life == world.Lives && world.Host is not null;

    public void Connect(World world, SessionId session) => (Session, _life) = (session, world.Lives);

    public void Disconnect() => Session = default;
}
