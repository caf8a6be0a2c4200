namespace PhantomParadox.Engine;

/// <content>What the commands of a turn will need that lies far away.</content>
internal sealed partial class MarketEngine
{
    private readonly PairKey[] _credits = new PairKey[TurnLimit];

    // Nothing that is decided depends on it.
    private void Foresee()
    {
        var offered = Math.Min(_offered.Count, TurnLimit);
        var count = 0;
        for (var at = 0; at < offered; at++)
        {
            if (_offered[at].Command.MayCredit(_decision, out _credits[count]))
                count++;
        }

        if (count > 1)
            _decision.Market.Credits.Expect(_credits.AsSpan(0, count));
    }
}
