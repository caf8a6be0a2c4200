using PhantomParadox.Engine;
using PhantomParadox.Memory;

namespace PhantomParadox.Testing.Running;

/// <summary>A market that is looked at after every frame.</summary>
internal sealed class ObservedState(Market market, Action<Market>? afterFrame, PlantedFault planted = PlantedFault.None) : IStateMachine
{
    private const long Unbalanced = 40;

    public long Position => market.Position;

    public long Time => market.Time;

    public long NextDue => planted == PlantedFault.DroppedTimers ? long.MaxValue : market.NextDue;

    public bool HasFollowUps => market.HasFollowUps;

    public Command? NextWork(long now) =>
        planted == PlantedFault.DroppedTimers && !market.HasFollowUps ? null : market.NextWork(now);

    public void Apply(ReadOnlySpan<byte> frame)
    {
        market.Apply(frame);
        if (planted == PlantedFault.SkippedLedgerLeg && market.Position >= Unbalanced)
            market.Ledger.ChangeProtocol(Currency.Sol, 1);
        afterFrame?.Invoke(market);
    }

    public void DropFollowUps() => market.DropFollowUps();

    public void Save(StateWriter writer) => market.Save(writer);

    public void Load(StateReader reader) => market.Load(reader);

    public void Reset() => market.Reset();

    public void Audit() => market.Audit();

    public AgentMessage Describe(in Effect effect) => market.Describe(effect);

    public void Describe(ReadOnlySpan<byte> frame, List<MarketEvent> destination) => market.Describe(frame, destination);
}
