namespace PhantomParadox.Agents;

/// <summary>After a start: winds up the sessions that the stop cut off, some slots at a time.</summary>
internal sealed class SweepSessions : InternalCommand
{
    private const int SlotsAtOnce = 256;

    private int _from;

    public SweepSessions For(int from)
    {
        _from = from;
        return this;
    }

    public override void Decide(Decision decision)
    {
        var now = decision.MarketNow;
        var options = decision.Market.Options.Agents;
        decision.Emit(new SessionsSwept(
            _from, SlotsAtOnce, now + options.HeartbeatTimeout.Milliseconds(), now + options.ForgetAfter.Milliseconds()));
    }
}
