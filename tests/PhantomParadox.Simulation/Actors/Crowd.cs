namespace PhantomParadox.Simulation.Actors;

/// <summary>
/// Agents that are there and never answer: in few seeds, so many that pools of juries are too large to stand in the journal, and are
/// hashed beside the loop.
/// </summary>
internal sealed class Crowd(World world, Sessions sessions)
{
    private const int Size = 270;

    private readonly Member[] _members = world.Chance.OneIn(40)
        ? [.. Enumerable.Range(0, Size).Select(number => new Member($"crowd-{number}"))]
        : [];

    public void Gather()
    {
        foreach (var member in _members)
        {
            if (!member.IsConnected(world))
                sessions.Open(member, new AgentProfile { Wallet = member.Wallet, Capabilities = ["none"] });
        }
    }
}
