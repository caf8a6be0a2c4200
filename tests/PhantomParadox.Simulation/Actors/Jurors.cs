using PhantomParadox.Disputes;

namespace PhantomParadox.Simulation.Actors;

/// <summary>The agents that only judge: they accept, decline or are silent, vote openly or sealed, leak, and reveal the truth or not.</summary>
internal sealed class Jurors(World world, Aim aim, Sessions sessions)
{
    private const int Count = 16;

    private readonly Member[] _members = [.. Enumerable.Range(0, Count).Select(number => new Member($"juror-{number}"))];

    private Testing.SeededChance Chance => world.Chance;

    /// <summary>Some of them act.</summary>
    public void Act()
    {
        for (var left = Chance.Between(1, 4); left > 0; left--)
            Act(Chance.Pick(_members));
    }

    /// <summary>All of them connect: few disputes would get a jury otherwise.</summary>
    public void Convene()
    {
        foreach (var member in _members)
        {
            if (!member.IsConnected(world))
                sessions.Open(member, Profile(member));
        }
    }

    /// <summary>All answer what they are asked.</summary>
    public void Finish()
    {
        Convene();
        foreach (var member in _members)
            Act(member);
    }

    /// <summary>A party that lost asks for a larger jury; now and then where there is nothing to appeal against.</summary>
    public void Appeal()
    {
        var dispute = aim.Dispute(slot => world.State.Disputes[slot].AppealDue != 0);
        if (aim.StateOf(dispute).EndsWith("/appealable", StringComparison.Ordinal) || Chance.OneIn(10))
            Appeal(dispute);
    }

    private void Appeal(DisputeId dispute) =>
        world.Ask(new AppealDispute(dispute, aim.Party(dispute, Chance.OneIn(2))), aim.StateOf(dispute));

    private void Act(Member member)
    {
        if (!member.IsConnected(world))
        {
            sessions.Open(member, Profile(member));
            return;
        }
        if (Chance.OneIn(60))
        {
            sessions.Close(member);
            return;
        }

        while (world.Network.Receive(member.Session) is { } message)
            Hear(member, message);
        Answer(member);
        Vote(member);
        Reveal(member);
    }

    private static void Hear(Member member, AgentMessage message)
    {
        switch (message)
        {
            case AgentMessage.SessionOpened opened:
                member.Agent = opened.Agent;
                break;
            case AgentMessage.JuryInvited invited:
                member.Invited.Add(invited.Dispute);
                break;
            case AgentMessage.JuryCase called:
                member.Cases.Add(called.Case.Id);
                break;
        }
    }

    private void Answer(Member member)
    {
        if (member.Invited.Count == 0)
            return;
        var dispute = Take(member.Invited, forget: !Chance.OneIn(8));
        // One in eight is silent.
        if (!Chance.OneIn(8))
            world.Ask(new AnswerInvite(dispute, member.Agent, !Chance.OneIn(5)), aim.StateOf(dispute, member.Agent));
    }

    private void Vote(Member member)
    {
        if (member.Cases.Count == 0)
            return;
        var dispute = Take(member.Cases, forget: !Chance.OneIn(6));
        var state = aim.StateOf(dispute, member.Agent);
        switch (Chance.Below(8))
        {
            case 0:
                break;
            case < 5:
                world.Ask(new CastVote(dispute, member.Agent, Choice(), default, Chance.Between(1, 10)), state);
                break;
            default:
                Seal(member, dispute, state);
                break;
        }
    }

    private void Seal(Member member, DisputeId dispute, string state)
    {
        var choice = Choice();
        var commitment = VoteCommitment.Compute(
            dispute.ToString(), aim.RoundOf(dispute), member.Agent.ToString(), choice, Salt(member, dispute));
        member.Sealed.Add((dispute, choice));
        world.Ask(new SealVote(dispute, member.Agent, commitment.Bytes.ToArray()), state);
        if (Chance.OneIn(5))
            world.Ask(new ReportLeak(dispute, member.Agent, Salt(member, dispute)), state);
    }

    private void Reveal(Member member)
    {
        if (member.Sealed.Count == 0 || Chance.OneIn(2))
            return;
        var at = Chance.Below(member.Sealed.Count);
        var (dispute, choice) = member.Sealed[at];
        var state = aim.StateOf(dispute, member.Agent);
        if (state.StartsWith("Voting", StringComparison.Ordinal) && !Chance.OneIn(10))
            return;
        member.Sealed.RemoveAt(at);
        if (!Chance.OneIn(8))
        {
            world.Ask(
                new CastVote(dispute, member.Agent, Chance.OneIn(8) ? JuryChoice.Split : choice, Salt(member, dispute), 5), state);
        }
    }

    private DisputeId Take(List<DisputeId> list, bool forget)
    {
        var at = Chance.Below(list.Count);
        var dispute = list[at];
        if (forget)
            list.RemoveAt(at);
        return dispute;
    }

    private JuryChoice Choice() => Chance.OneIn(2) ? JuryChoice.BrainsWin : (JuryChoice)Chance.Between(1, 3);

    private static byte[] Salt(Member member, DisputeId dispute) => [.. member.Agent.Value.ToByteArray(), .. dispute.Value.ToByteArray()];

    private AgentProfile Profile(Member member) => new()
    {
        Wallet = Chance.OneIn(100) ? "" : member.Wallet,
        Capabilities = ["none"],
        Operator = member.Wallet.EndsWith('3') ? "operator" : "",
    };
}
