using PhantomParadox.Identity;

namespace PhantomParadox.Disputes;

/// <summary>A command that is answered with its dispute.</summary>
internal abstract class DisputeAnswer : AnsweredCommand<DisputeRecord>
{
    /// <summary>The dispute that the archive must be asked for: the command was carried out before, and it has left memory since.</summary>
    public DisputeId? Missing { get; private set; }

    protected void Again(Market market, UInt128 id)
    {
        if (market.Disputes.TryFind(id, out var found))
        {
            Answer = DisputeRecords.Of(market, found.Slot);
            return;
        }
        Missing = new DisputeId(Uuid.ToGuid(id));
        Refuse(RefusalCode.DisputeNotFound, "This was done before; the dispute is no longer kept.");
    }
}
