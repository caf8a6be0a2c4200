using PhantomParadox.Journal;
using PhantomParadox.Memory;
using PhantomParadox.Reputation;

namespace PhantomParadox.Agents;

/// <summary>A wallet was seen for the first time, as a buyer's or an agent's.</summary>
internal readonly ref struct WalletRegistered : IEvent<WalletRegistered>
{
    public required Handle Wallet { get; init; }
    public required EventText Text { get; init; }

    public static EventTag Tag => EventTag.WalletRegistered;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Wallet);
        Text.Write(writer);
    }

    public static WalletRegistered Read(scoped ref EventReader reader) =>
        new() { Wallet = reader.ReadHandle(), Text = EventText.Read(ref reader) };
}

/// <summary>An agent was seen for the first time.</summary>
internal readonly record struct AgentRegistered(
    Handle Agent, UInt128 Id, Handle Wallet, ReputationState Reputation, int Shown, int JuryWeight, bool Bootstrap)
    : IEvent<AgentRegistered>
{
    public static EventTag Tag => EventTag.AgentRegistered;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Agent);
        writer.WriteWide(Id);
        writer.WriteHandle(Wallet);
        Reputation.Write(writer);
        writer.WriteUnsigned((ulong)Shown);
        writer.WriteUnsigned((ulong)JuryWeight);
        writer.WriteFlag(Bootstrap);
    }

    public static AgentRegistered Read(scoped ref EventReader reader) => new(
        reader.ReadHandle(), reader.ReadWide(), reader.ReadHandle(), ReputationFields.Read(ref reader), (int)reader.ReadUnsigned(),
        (int)reader.ReadUnsigned(), reader.ReadFlag());
}

/// <summary>An agent said what it is. The score is the scorer's at that moment.</summary>
internal readonly ref struct ProfileChanged : IEvent<ProfileChanged>
{
    public required Handle Agent { get; init; }
    public required EventText Platform { get; init; }
    public required EventText Version { get; init; }
    public required EventTexts Capabilities { get; init; }
    public required EventText Operator { get; init; }
    public required long MaxBandwidth { get; init; }
    public required long DailyDataCap { get; init; }
    public required int Capacity { get; init; }
    public required bool Acknowledges { get; init; }
    public required long BytesRelayed { get; init; }
    public required int Score { get; init; }

    public static EventTag Tag => EventTag.ProfileChanged;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Agent);
        Platform.Write(writer);
        Version.Write(writer);
        Capabilities.Write(writer);
        Operator.Write(writer);
        writer.WriteSigned(MaxBandwidth);
        writer.WriteSigned(DailyDataCap);
        writer.WriteUnsigned((ulong)Capacity);
        writer.WriteFlag(Acknowledges);
        writer.WriteUnsigned((ulong)BytesRelayed);
        writer.WriteUnsigned((ulong)Score);
    }

    public static ProfileChanged Read(scoped ref EventReader reader) => new()
    {
        Agent = reader.ReadHandle(),
        Platform = EventText.Read(ref reader),
        Version = EventText.Read(ref reader),
        Capabilities = EventTexts.Read(ref reader),
        Operator = EventText.Read(ref reader),
        MaxBandwidth = reader.ReadSigned(),
        DailyDataCap = reader.ReadSigned(),
        Capacity = (int)reader.ReadUnsigned(),
        Acknowledges = reader.ReadFlag(),
        BytesRelayed = (long)reader.ReadUnsigned(),
        Score = (int)reader.ReadUnsigned(),
    };
}

/// <summary>An agent's session opened, in place of any earlier one.</summary>
internal readonly record struct SessionOpened(Handle Agent, ulong Session) : IEvent<SessionOpened>
{
    public static EventTag Tag => EventTag.SessionOpened;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Agent);
        writer.WriteUnsigned(Session);
    }

    public static SessionOpened Read(scoped ref EventReader reader) => new(reader.ReadHandle(), reader.ReadUnsigned());
}

/// <summary>An agent's session is gone, or silent.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="LastSeen">When it last spoke.</param>
/// <param name="LeasesEnd">Market time at which its leases end; 0 where it holds none.</param>
/// <param name="ForgottenAt">Market time at which it is forgotten; 0 where it has a history.</param>
internal readonly record struct SessionClosed(Handle Agent, long LastSeen, long LeasesEnd, long ForgottenAt) : IEvent<SessionClosed>
{
    public static EventTag Tag => EventTag.SessionClosed;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Agent);
        writer.WriteSigned(LastSeen);
        writer.WriteSigned(LeasesEnd);
        writer.WriteSigned(ForgottenAt);
    }

    public static SessionClosed Read(scoped ref EventReader reader) =>
        new(reader.ReadHandle(), reader.ReadSigned(), reader.ReadSigned(), reader.ReadSigned());
}

/// <summary>An offline agent without history was forgotten.</summary>
internal readonly record struct AgentForgotten(Handle Agent) : IEvent<AgentForgotten>
{
    public static EventTag Tag => EventTag.AgentForgotten;

    public void Write(EventWriter writer) => writer.WriteHandle(Agent);

    public static AgentForgotten Read(scoped ref EventReader reader) => new(reader.ReadHandle());
}

/// <summary>An agent's reputation has a new value.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Reputation">The value.</param>
/// <param name="Shown">The value as shown.</param>
/// <param name="Score">The scorer's word on it.</param>
/// <param name="CreditedBy">The buyer whose job was credited; none where no job was.</param>
/// <param name="JuryWeight">How likely the agent is drawn for a jury from now on.</param>
/// <param name="Job">The job that was credited; none where no job was.</param>
internal readonly record struct ReputationChanged(
    Handle Agent, ReputationState Reputation, int Shown, int Score, Handle CreditedBy, int JuryWeight, Handle Job)
    : IEvent<ReputationChanged>
{
    public static EventTag Tag => EventTag.ReputationChanged;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Agent);
        Reputation.Write(writer);
        writer.WriteUnsigned((ulong)Shown);
        writer.WriteUnsigned((ulong)Score);
        writer.WriteHandle(CreditedBy);
        writer.WriteUnsigned((ulong)JuryWeight);
        writer.WriteHandle(Job);
    }

    public static ReputationChanged Read(scoped ref EventReader reader) => new(
        reader.ReadHandle(), ReputationFields.Read(ref reader), (int)reader.ReadUnsigned(), (int)reader.ReadUnsigned(), reader.ReadHandle(),
        (int)reader.ReadUnsigned(), reader.ReadHandle());
}

/// <summary>How many starts in a row an agent let time out, and whether assignments now pass it by.</summary>
internal readonly record struct StartTimeoutsCounted(Handle Agent, int Count, bool Paused) : IEvent<StartTimeoutsCounted>
{
    public static EventTag Tag => EventTag.StartTimeoutsCounted;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Agent);
        writer.WriteUnsigned((ulong)Count);
        writer.WriteFlag(Paused);
    }

    public static StartTimeoutsCounted Read(scoped ref EventReader reader) =>
        new(reader.ReadHandle(), (int)reader.ReadUnsigned(), reader.ReadFlag());
}

/// <summary>An agent can be drawn for a jury again.</summary>
internal readonly record struct CooldownEnded(Handle Agent) : IEvent<CooldownEnded>
{
    public static EventTag Tag => EventTag.CooldownEnded;

    public void Write(EventWriter writer) => writer.WriteHandle(Agent);

    public static CooldownEnded Read(scoped ref EventReader reader) => new(reader.ReadHandle());
}
