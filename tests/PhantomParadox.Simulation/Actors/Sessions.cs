using PhantomParadox.Agents;

namespace PhantomParadox.Simulation.Actors;

/// <summary>Opens and closes the sessions of all members; a number is never given twice.</summary>
internal sealed class Sessions(World world, Aim aim)
{
    private ulong _last;

    public void Open(Member member, AgentProfile profile)
    {
        if (world.Host is null)
            return;
        var session = new SessionId(++_last);
        if (ProfileValidation.Check(profile) is { } refusal)
        {
            world.Refused("OpenSession", refusal);
            return;
        }
        var state = aim.StateOfWallet(member.Wallet);
        world.Network.Cut(member.Session);
        world.Network.Connect(session);
        member.Connect(world, session);
        world.Ask(new OpenSession(session, profile), state, outcome =>
        {
            if (outcome.IsAccepted)
                member.Agent = outcome.Value;
        });
    }

    public void Close(Member member)
    {
        world.Ask(
            new CloseSession(member.Session, TimeSpan.FromMilliseconds(world.Chance.OneIn(3) ? 60_000 : world.Chance.Below(30_000))),
            aim.StateOf(member.Session));
        world.Network.Cut(member.Session);
        member.Disconnect();
    }
}
