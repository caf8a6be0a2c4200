using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using PhantomParadox.Memory;
using PhantomParadox.Payments;

namespace PhantomParadox;

/// <summary>Names events, just applied, for the live feed.</summary>
internal sealed class FeedWriter(Market market)
{
    public void Describe(ReadOnlySpan<byte> frame, List<MarketEvent> destination)
    {
        var reader = new FrameReader(frame);
        while (reader.MoveNext())
        {
            if (Describe(ref reader) is { } happened)
                destination.Add(happened);
        }
    }

    private MarketEvent? Describe(scoped ref FrameReader reader) => reader.Tag switch
    {
        EventTag.HostStarted => Of(reader, MarketEventKind.HostStarted),
        EventTag.AgentRegistered => OfAgent(reader, MarketEventKind.AgentRegistered, reader.Read<AgentRegistered>().Agent),
        EventTag.SessionOpened => OfAgent(reader, MarketEventKind.SessionOpened, reader.Read<SessionOpened>().Agent),
        EventTag.ProfileChanged => OfAgent(reader, MarketEventKind.ProfileChanged, reader.Read<ProfileChanged>().Agent),
        EventTag.SessionClosed => OfAgent(reader, MarketEventKind.SessionClosed, reader.Read<SessionClosed>().Agent),
        EventTag.AgentForgotten => Of(reader, MarketEventKind.AgentForgotten),
        EventTag.ReputationChanged => OfAgent(reader, MarketEventKind.ReputationChanged, reader.Read<ReputationChanged>().Agent),
        EventTag.JobPosted => OfJob(reader, MarketEventKind.JobPosted, reader.Read<JobPosted>().Job),
        EventTag.JobAssigned => OfJob(reader, MarketEventKind.JobAssigned, reader.Read<JobAssigned>().Job),
        EventTag.JobAccepted => OfJob(reader, MarketEventKind.JobAccepted, reader.Read<JobAccepted>().Job),
        EventTag.JobProgressed => OfJob(reader, MarketEventKind.JobProgressed, reader.Read<JobProgressed>().Job),
        EventTag.JobRequeued => OfJob(reader, MarketEventKind.JobRequeued, reader.Read<JobRequeued>().Job),
        EventTag.JobCompleted => OfJob(reader, MarketEventKind.JobCompleted, reader.Read<JobCompleted>().Job),
        EventTag.JobFailed => OfJob(reader, MarketEventKind.JobFailed, reader.Read<JobFailed>().Job),
        EventTag.CancelRequested => OfJob(reader, MarketEventKind.CancelRequested, reader.Read<CancelRequested>().Job),
        EventTag.JobCancelled => OfJob(reader, MarketEventKind.JobCancelled, reader.Read<JobCancelled>().Job),
        EventTag.JobArchived => Of(reader, MarketEventKind.JobsArchived),
        EventTag.MoneyMoved => OfMoney(reader, reader.Read<MoneyMoved>()),
        EventTag.DisputeOpened => OfDispute(reader, MarketEventKind.DisputeOpened, reader.Read<DisputeOpened>().Dispute),
        EventTag.EvidenceSubmitted => OfDispute(reader, MarketEventKind.EvidenceSubmitted, reader.Read<EvidenceSubmitted>().Dispute),
        _ => null,
    };

    private static MarketEvent Of(in FrameReader reader, MarketEventKind kind) => new()
    {
        Position = reader.Position,
        At = DateTimeOffset.FromUnixTimeMilliseconds(reader.Time),
        Kind = kind,
    };

    private MarketEvent? OfAgent(in FrameReader reader, MarketEventKind kind, Handle agent) =>
        Of(reader, kind) with { Agent = new AgentId(Uuid.ToGuid(market.Agents[agent].Id)) };

    private MarketEvent OfJob(in FrameReader reader, MarketEventKind kind, Handle job)
    {
        ref var row = ref market.Jobs[job];
        return Of(reader, kind) with
        {
            Job = new JobId(Uuid.ToGuid(row.Id)),
            Agent = row.Agent == 0 ? null : new AgentId(Uuid.ToGuid(market.Agents[row.Agent - 1].Id)),
        };
    }

    private MarketEvent OfMoney(in FrameReader reader, in MoneyMoved happened) =>
        (happened.Job.IsNone ? Of(reader, MarketEventKind.MoneyMoved) : OfJob(reader, MarketEventKind.MoneyMoved, happened.Job))
            with { Amount = happened.Amount };

    private MarketEvent OfDispute(in FrameReader reader, MarketEventKind kind, Handle dispute)
    {
        ref var row = ref market.Disputes[dispute];
        return Of(reader, kind) with
        {
            Dispute = new DisputeId(Uuid.ToGuid(row.Id)),
            Job = new JobId(Uuid.ToGuid(market.Jobs[row.Job].Id)),
        };
    }
}
