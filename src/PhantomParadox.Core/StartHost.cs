namespace PhantomParadox;

/// <summary>The first command of every start: begins the market if it is new, and closes what the stop cut off.</summary>
/// <param name="downtime">How long the market stood still, in milliseconds; 0 or more.</param>
internal sealed class StartHost(long downtime) : InternalCommand
{
    public override void Decide(Decision decision)
    {
        var isNew = decision.Market.Position == 0;
        if (isNew)
            decision.Emit(new MarketCreated(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(decision.Random)));
        decision.Emit(new HostStarted(decision.Market.Agents.Boot + 1, isNew ? 0 : downtime));
        Disputes.CourtRestart.Resume(decision);
    }
}
