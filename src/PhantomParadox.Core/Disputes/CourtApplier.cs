using PhantomParadox.Agents;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Applies the events of rounds, juries and rulings.</summary>
internal sealed class CourtApplier(Market market)
{
    private readonly CourtBook _court = market.Court;

    public void Apply(scoped ref FrameReader reader, long at)
    {
        switch (reader.Tag)
        {
            case EventTag.RoundOpened:
                Apply(reader.Read<RoundOpened>(), at);
                break;
            case EventTag.PoolCommitted:
                Apply(reader.Read<PoolCommitted>());
                break;
            case EventTag.JuryDrawn:
                Apply(reader.Read<JuryDrawn>(), at);
                break;
            case EventTag.DutyOffered:
                Apply(reader.Read<DutyOffered>(), at);
                break;
            case EventTag.DutyAnswered:
                Apply(reader.Read<DutyAnswered>(), at);
                break;
            case EventTag.VotingOpened:
                Apply(reader.Read<VotingOpened>());
                break;
            case EventTag.VoteCast:
                Apply(reader.Read<VoteCast>(), at);
                break;
            case EventTag.VoteSealed:
                Apply(reader.Read<VoteSealed>());
                break;
            case EventTag.VoteRevealed:
                Apply(reader.Read<VoteRevealed>(), at);
                break;
            case EventTag.VoteVoided:
                Apply(reader.Read<VoteVoided>());
                break;
            case EventTag.RevealOpened:
                Apply(reader.Read<RevealOpened>());
                break;
            case EventTag.RoundDecided:
                Apply(reader.Read<RoundDecided>(), at);
                break;
            case EventTag.AppealOpened:
                Apply(reader.Read<AppealOpened>());
                break;
            case EventTag.DutyClosed:
                var closed = reader.Read<DutyClosed>();
                _court.Duties[closed.Duty].Reward = closed.Reward;
                break;
            case EventTag.DisputeSettled:
                Apply(reader.Read<DisputeSettled>(), at);
                break;
            default:
                throw UnknownEvent.At(reader.Position, reader.Tag);
        }
    }

    private void Apply(in RoundOpened happened, long at)
    {
        ref var dispute = ref market.Disputes[happened.Dispute];
        ref var row = ref _court.Rounds.Allocate(happened.Round);
        row.Dispute = happened.Dispute.Slot;
        row.Number = happened.Number;
        row.Kind = happened.Kind;
        row.Previous = dispute.Round;
        row.Wanted = happened.Seats;
        row.WantedConsensus = happened.Consensus;
        row.SourceName = market.Blobs.Store(happened.SourceName.Utf8);
        row.BeaconIndex = happened.BeaconIndex;
        row.PoolRoot = market.Blobs.Store(happened.PoolRoot);
        row.PoolCount = happened.PoolCount;
        row.PoolTotal = happened.PoolTotal;
        row.Pool = market.Blobs.Store(happened.Candidates);
        row.Parties = market.Blobs.Store(DrawParties.Of(market, row.Dispute).Encode());
        _court.BeginWait(happened.Round.Slot, (int)(at / 86_400_000));
        row.Phase = happened.PoolRoot.IsEmpty ? RoundPhase.AwaitingPool : RoundPhase.AwaitingSeed;
        if (dispute.AppealPending)
            (row.Bond, row.BondOf, row.BondFrom) = (dispute.Bond, dispute.BondOf, dispute.BondFrom);
        else if (happened.Kind == RoundKind.Redraw)
            TakeBond(ref row, ref _court.Rounds[row.Previous - 1]);
        dispute.AppealPending = false;
        dispute.Bond = 0;
        dispute.Verdict = 0;
        dispute.ResolvedAt = 0;
        dispute.Round = happened.Round.Slot + 1;
        dispute.Rounds++;
        dispute.Redraws += happened.Kind == RoundKind.Redraw ? 1 : 0;
        dispute.JurySize = happened.Seats;
        dispute.ConsensusRequired = happened.Consensus;
        dispute.AppealDue = 0;
        market.Disputes.SetStatus(ref dispute, DisputeStatus.Open);
        market.Work.SetDisputeTimer(happened.Dispute.Slot, happened.SeedDue);
    }

    // A jury that was too few to rule hands on what it was to rule about.
    private static void TakeBond(ref RoundRow row, ref RoundRow previous)
    {
        (row.Bond, row.BondOf, row.BondFrom) = (previous.Bond, previous.BondOf, previous.BondFrom);
        previous.Bond = 0;
    }

    private void Apply(in PoolCommitted happened)
    {
        ref var row = ref _court.Rounds[happened.Round];
        row.PoolRoot = market.Blobs.Store(happened.PoolRoot);
        row.PoolTotal = happened.PoolTotal;
        row.Phase = RoundPhase.AwaitingSeed;
    }

    private void Apply(in JuryDrawn happened, long at)
    {
        ref var row = ref _court.Rounds[happened.Round];
        ref var dispute = ref market.Disputes[row.Dispute];
        row.SeedValue = market.Blobs.Store(happened.SeedValue);
        row.Hits = market.Blobs.Store(happened.Hits);
        row.Positions = market.Blobs.Store(happened.Positions);
        market.Blobs.Free(row.Parties);
        row.Parties = market.Blobs.Store(happened.Parties);
        row.RelatedJobs = market.Blobs.Store(happened.RelatedJobs);
        _court.EndWait(happened.Round.Slot);
        row.PositionCount = happened.PositionCount;
        row.Seats = happened.Seats;
        row.Consensus = happened.Consensus;
        row.Quorum = happened.Quorum;
        row.Phase = RoundPhase.Selecting;
        dispute.JurySize = happened.Seats;
        dispute.ConsensusRequired = happened.Consensus;
        market.Disputes.SetStatus(ref dispute, DisputeStatus.JurySelection);
        market.Work.SetDisputeTimer(row.Dispute, 0);
        for (var seat = 0; seat < happened.Seats && NextOf(ref row) is { IsNone: false } agent; seat++)
            Offer(happened.Round, _court.NextDuty, agent, seat, offer: 1, happened.AcceptDue, at);
        if (row.OpenOffers == 0)
            Follow(happened.Round.Slot);
    }

    private void Apply(in DutyOffered happened, long at)
    {
        Offer(happened.Round, happened.Duty, happened.Agent, happened.Seat, happened.Offer, happened.Due, at);
        NextOf(ref _court.Rounds[happened.Round]);
    }

    private Handle NextOf(ref RoundRow round)
    {
        var (agent, position) = SeatOffer.Next(market, round, round.NextPosition);
        round.NextPosition = position;
        return agent;
    }

    private void Apply(in DutyAnswered happened, long at)
    {
        ref var duty = ref _court.Duties[happened.Duty];
        ref var round = ref _court.Rounds[duty.Round];
        duty.State = happened.Answer;
        duty.AnsweredAt = at;
        round.OpenOffers--;
        market.Work.SetDutyTimer(happened.Duty.Slot, 0);
        if (happened.Answer == DutyState.Accepted)
        {
            round.Accepted++;
            market.Agents[duty.Agent].OpenDuties++;
            market.Pool.Refresh(market, duty.Agent, market.Agents[duty.Agent]);
        }
        else
        {
            LeaveAgent(happened.Duty.Slot);
        }
        Follow(duty.Round);
    }

    private void Apply(in VotingOpened happened)
    {
        ref var row = ref _court.Rounds[happened.Round];
        row.Phase = RoundPhase.Voting;
        row.CommitEnds = happened.CommitEnds;
        row.VotingEnds = happened.VotingEnds;
        market.Disputes.SetStatus(ref market.Disputes[row.Dispute], DisputeStatus.Voting);
        market.Work.SetDisputeTimer(row.Dispute, happened.CommitEnds);
    }

    private void Apply(in VoteCast happened, long at)
    {
        ref var duty = ref _court.Duties[happened.Duty];
        ref var round = ref _court.Rounds[duty.Round];
        if (duty.State == DutyState.Sealed)
        {
            round.Sealed--;
            round.Unrevealed--;
            market.Blobs.Free(duty.Commitment);
            duty.Commitment = default;
        }
        Vote(happened.Duty.Slot, happened.Choice, happened.Confidence, happened.RestUntil, at);
    }

    private void Apply(in VoteSealed happened)
    {
        ref var duty = ref _court.Duties[happened.Duty];
        ref var round = ref _court.Rounds[duty.Round];
        if (duty.State == DutyState.Accepted)
        {
            round.Sealed++;
            round.Unrevealed++;
        }
        duty.State = DutyState.Sealed;
        market.Blobs.Free(duty.Commitment);
        duty.Commitment = market.Blobs.Store(happened.Commitment);
        Follow(duty.Round);
    }

    private void Apply(in VoteRevealed happened, long at)
    {
        ref var duty = ref _court.Duties[happened.Duty];
        duty.Salt = market.Blobs.Store(happened.Salt);
        _court.Rounds[duty.Round].Unrevealed--;
        Vote(happened.Duty.Slot, happened.Choice, happened.Confidence, happened.RestUntil, at);
    }

    private void Apply(in VoteVoided happened)
    {
        ref var duty = ref _court.Duties[happened.Duty];
        ref var round = ref _court.Rounds[duty.Round];
        duty.Salt = market.Blobs.Store(happened.Salt);
        duty.State = DutyState.Voided;
        round.Voided++;
        round.Unrevealed--;
        EndDuty(happened.Duty.Slot, happened.RestUntil);
        Follow(duty.Round);
    }

    private void Apply(in RevealOpened happened)
    {
        ref var row = ref _court.Rounds[happened.Round];
        row.Phase = RoundPhase.Revealing;
        row.VotingEnds = happened.VotingEnds;
        market.Work.SetDisputeTimer(row.Dispute, happened.VotingEnds);
        Follow(happened.Round.Slot);
    }

    private void Apply(in RoundDecided happened, long at)
    {
        ref var row = ref _court.Rounds[happened.Round];
        ref var dispute = ref market.Disputes[row.Dispute];
        row.Phase = RoundPhase.Decided;
        row.Verdict = happened.Verdict;
        row.IsConsensus = happened.IsConsensus;
        market.LargePools.Drop(happened.Round.Slot);
        for (var link = row.FirstDuty; link != 0; link = _court.Duties[link - 1].Next)
        {
            ref var duty = ref _court.Duties[link - 1];
            if (duty.State == DutyState.Offered)
            {
                duty.State = DutyState.Expired;
                duty.AnsweredAt = at;
                market.Work.SetDutyTimer(link - 1, 0);
                LeaveAgent(link - 1);
            }
            else if (duty.State is DutyState.Accepted or DutyState.Sealed)
            {
                EndDuty(link - 1, happened.RestUntil);
            }
        }
        row.OpenOffers = 0;
        Follow(happened.Round.Slot);
        if (happened.Verdict == 0)
        {
            market.Work.SetDisputeTimer(row.Dispute, happened.AppealDue);
            return;
        }
        dispute.Verdict = happened.Verdict;
        dispute.ResolvedAt = at;
        dispute.AppealDue = happened.AppealDue;
        market.Disputes.SetStatus(ref dispute, DisputeStatus.Resolved);
        market.Work.SetDisputeTimer(row.Dispute, happened.AppealDue);
    }

    private void Apply(in AppealOpened happened)
    {
        ref var dispute = ref market.Disputes[happened.Dispute];
        dispute.Appeals++;
        dispute.AppealPending = true;
        dispute.Bond = happened.Bond;
        dispute.BondOf = happened.Party;
        dispute.BondFrom = happened.From;
        dispute.AppealDue = 0;
        market.Work.SetDisputeTimer(happened.Dispute.Slot, happened.RoundDue);
        market.Work.FollowWithDispute(happened.Dispute);
    }

    private void Apply(in DisputeSettled happened, long at)
    {
        ref var dispute = ref market.Disputes[happened.Dispute];
        ref var job = ref market.Jobs[dispute.Job];
        dispute.Verdict = happened.Verdict;
        dispute.BuyerReceives = happened.BuyerReceives;
        dispute.AgentReceives = happened.AgentReceives;
        dispute.JuryReward = happened.JuryReward;
        dispute.ProtocolFee = happened.ProtocolFee;
        dispute.AppealDue = 0;
        dispute.IsSettled = true;
        dispute.AppealPending = false;
        dispute.Bond = 0;
        if (dispute.Round != 0)
        {
            market.LargePools.Drop(dispute.Round - 1);
            if (_court.Rounds[dispute.Round - 1].Phase <= RoundPhase.AwaitingSeed)
                _court.EndWait(dispute.Round - 1);
        }
        if (dispute.ResolvedAt == 0 || happened.Status == DisputeStatus.Timeout)
            dispute.ResolvedAt = at;
        market.Disputes.SetStatus(ref dispute, happened.Status);
        market.Disputes.CountVerdict(happened.Verdict, dispute.ResolvedAt - dispute.CreatedAt);
        market.Work.SetDisputeTimer(happened.Dispute.Slot, 0);
        if (job.CompletedAt == 0)
            job.CompletedAt = at;
        market.Jobs.SetStatus(ref job, JobStatus.Completed);
    }

    private void Follow(int round) => market.Work.FollowWithDispute(market.Disputes.HandleOf(_court.Rounds[round].Dispute));

    private void Offer(Handle round, Handle handle, Handle agent, int seat, int offer, long due, long at)
    {
        ref var duty = ref _court.Duties.Allocate(handle);
        ref var row = ref _court.Rounds[round];
        duty.Round = round.Slot;
        duty.Agent = agent.Slot;
        duty.Seat = seat;
        duty.Offer = offer;
        duty.OfferedAt = at;
        duty.Due = due;
        duty.State = DutyState.Offered;
        if (row.LastDuty == 0)
            row.FirstDuty = handle.Slot + 1;
        else
            _court.Duties[row.LastDuty - 1].Next = handle.Slot + 1;
        row.LastDuty = handle.Slot + 1;
        row.OpenOffers++;
        ref var candidate = ref market.Agents[agent.Slot];
        duty.NextOfAgent = candidate.FirstDuty;
        if (candidate.FirstDuty != 0)
            _court.Duties[candidate.FirstDuty - 1].PreviousOfAgent = handle.Slot + 1;
        candidate.FirstDuty = handle.Slot + 1;
        candidate.Set(AgentFlags.HasHistory, true);
        if (!market.Agents.IsOnline(candidate) && candidate.Held == 0)
            market.Work.SetAgentTimer(agent.Slot, 0);
        market.Work.SetDutyTimer(handle.Slot, due);
    }

    private void Vote(int slot, JuryChoice choice, int confidence, long restUntil, long at)
    {
        ref var duty = ref _court.Duties[slot];
        duty.State = DutyState.Voted;
        duty.Vote = choice;
        duty.Confidence = (byte)confidence;
        duty.VotedAt = at;
        _court.Rounds[duty.Round].Voted++;
        Follow(duty.Round);
        EndDuty(slot, restUntil);
    }

    // The juror has done what it can, or its time is over: it rests before the next duty.
    private void EndDuty(int slot, long restUntil)
    {
        ref var duty = ref _court.Duties[slot];
        ref var agent = ref market.Agents[duty.Agent];
        LeaveAgent(slot);
        agent.OpenDuties--;
        agent.CooldownEnds = Math.Max(agent.CooldownEnds, restUntil);
        if (restUntil > 0 && market.Agents.IsOnline(agent))
            market.Work.SetAgentTimer(duty.Agent, agent.CooldownEnds);
        market.Pool.Refresh(market, duty.Agent, market.Agents[duty.Agent]);
    }

    private void LeaveAgent(int slot)
    {
        ref var duty = ref _court.Duties[slot];
        if (duty.PreviousOfAgent == 0)
            market.Agents[duty.Agent].FirstDuty = duty.NextOfAgent;
        else
            _court.Duties[duty.PreviousOfAgent - 1].NextOfAgent = duty.NextOfAgent;
        if (duty.NextOfAgent != 0)
            _court.Duties[duty.NextOfAgent - 1].PreviousOfAgent = duty.PreviousOfAgent;
        duty.NextOfAgent = duty.PreviousOfAgent = 0;
    }
}
