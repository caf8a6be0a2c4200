using PhantomParadox.Engine;
using PhantomParadox.Memory;

namespace PhantomParadox.Testing.Running;

/// <summary>A market that is looked at after every frame.</summary>
internal sealed class ObservedState(Market market, Action<Market, Command?>? afterFrame) : IStateMachine
{
    public long Position => market.Position;

    public long Time => market.Time;

    public long NextDue => market.NextDue;

    public bool HasFollowUps => market.HasFollowUps;

    /// <summary>The market's own command that is being decided, or was last: null after one from outside.</summary>
    public Command? Own { get; private set; }

    public Command? NextWork(long now) => Own = market.NextWork(now);

    public void Apply(ReadOnlySpan<byte> frame)
    {
        market.Apply(frame);
        afterFrame?.Invoke(market, Own);
    }

    public void DropFollowUps() => market.DropFollowUps();

    public void Save(StateWriter writer) => market.Save(writer);

    public void Load(StateReader reader) => market.Load(reader);

    public void Reset() => market.Reset();

    public void Audit() => market.Audit();

    public AgentMessage Describe(in Effect effect) => market.Describe(effect);

    public void Describe(ReadOnlySpan<byte> frame, List<MarketEvent> destination) => market.Describe(frame, destination);
}
