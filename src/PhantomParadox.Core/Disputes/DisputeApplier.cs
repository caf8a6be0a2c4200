using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Applies the events of disputes.</summary>
internal sealed class DisputeApplier(Market market)
{
    public void Apply(scoped ref FrameReader reader, long at)
    {
        switch (reader.Tag)
        {
            case EventTag.DisputeOpened:
                Apply(reader.Read<DisputeOpened>(), at);
                break;
            case EventTag.EvidenceSubmitted:
                market.Disputes.Add(reader.Read<EvidenceSubmitted>(), at);
                break;
            default:
                throw UnknownEvent.At(reader.Position, reader.Tag);
        }
    }

    private void Apply(in DisputeOpened happened, long at)
    {
        market.Disputes.Open(happened, happened.Job.Slot, at);
        market.JobEvents.Freeze(happened.Job, happened.Dispute);
        market.Work.SetDisputeTimer(happened.Dispute.Slot, happened.RoundDue);
        market.Work.FollowWithDispute(happened.Dispute);
    }
}
