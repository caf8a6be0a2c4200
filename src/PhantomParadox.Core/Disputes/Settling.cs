using PhantomParadox.Jobs;
using PhantomParadox.Memory;
using PhantomParadox.Payments;
using PhantomParadox.Reputation;

namespace PhantomParadox.Disputes;

/// <summary>Decides who receives what at the final ruling, and whose reputation moves: all rounds in one decision.</summary>
internal sealed class Settling
{
    private readonly Decision _decision;
    private readonly Market _market;
    private readonly Handle _dispute;
    private readonly Handle _job;
    private readonly List<int> _rounds = [];

    public Settling(Decision decision, Handle dispute)
    {
        (_decision, _market, _dispute) = (decision, decision.Market, dispute);
        _job = _market.Jobs.HandleOf(_market.Disputes[dispute].Job);
        for (var link = _market.Disputes[dispute].Round; link != 0; link = _market.Court.Rounds[link - 1].Previous)
            _rounds.Insert(0, link - 1);
    }

    public void Emit(DisputeStatus status, JuryChoice verdict)
    {
        ref var job = ref _market.Jobs[_job];
        List<int> paidFromEscrow = [];
        foreach (var round in _rounds)
        {
            ref var row = ref _market.Court.Rounds[round];
            if (row.Bond > 0 && PaysBond(row))
                PayFromBond(row, SeatsOf([round]), verdict);
            else if (row.Bond > 0)
                Return(row.BondOf, row.BondFrom, row.Bond);
            if (row.Bond == 0 || !PaysBond(row))
                paidFromEscrow.Add(round);
        }
        ref var dispute = ref _market.Disputes[_dispute];
        if (dispute is { AppealPending: true, Bond: > 0 })
            Return(dispute.BondOf, dispute.BondFrom, dispute.Bond);
        var duties = SeatsOf(paidFromEscrow);
        var rewards = new ulong[duties.Count];
        var split = VerdictSplit.Of(
            job.Escrow, dispute.Terms.FeeBps, dispute.Terms.RewardCap, verdict, JurorsOf(duties, verdict), rewards);
        ref var agent = ref _market.Agents[job.Agent - 1];
        Move(AccountKind.Earned, _market.Wallets.HandleOf(agent.Wallet), split.MuscleReceives);
        if (split.MuscleReceives > 0)
            _decision.Send(EffectKind.PaymentReleased, agent.Session, _job, split.MuscleReceives, "verdict");
        Move(Jobs.JobMoney.BuyersAccount(job), _market.Wallets.HandleOf(job.Buyer), split.BrainsReceives);
        Move(AccountKind.Protocol, Handle.None, split.ProtocolFee);
        for (var index = 0; index < duties.Count; index++)
            Reward(duties[index], rewards[index], AccountKind.Escrow, Handle.None);
        _decision.Emit(new DisputeSettled(
            _dispute, status, verdict, split.BrainsReceives, split.MuscleReceives, split.JuryReward, split.ProtocolFee));
        _decision.Emit(new JobSettled(_job, verdict switch
        {
            JuryChoice.BrainsWin => Jobs.JobMoney.SettlementOf(job, split.BrainsReceives),
            JuryChoice.MuscleWin => Settlement.Released,
            _ => Settlement.Split,
        }));
        Judge(status, verdict, job.Agent - 1);
    }

    /// <summary>Whether a round upheld what was appealed, so that the bond pays it.</summary>
    private bool PaysBond(in RoundRow row)
    {
        var appealed = row.Previous;
        while (_market.Court.Rounds[appealed - 1].Verdict == 0)
            appealed = _market.Court.Rounds[appealed - 1].Previous;
        return row.Verdict == _market.Court.Rounds[appealed - 1].Verdict;
    }

    private Handle WalletOf(Party party)
    {
        ref var job = ref _market.Jobs[_job];
        return _market.Wallets.HandleOf(party == Party.Buyer ? job.Buyer : _market.Agents[job.Agent - 1].Wallet);
    }

    private void Return(Party party, AccountKind to, ulong bond)
    {
        var wallet = WalletOf(party);
        _decision.Emit(new MoneyMoved(_job, AccountKind.Bond, wallet, to, wallet, _market.Jobs[_job].Currency, bond));
    }

    private void PayFromBond(in RoundRow row, List<int> duties, JuryChoice verdict)
    {
        var rewards = new ulong[duties.Count];
        var rewarded = VerdictSplit.Reward(row.Bond, JurorsOf(duties, verdict), rewards);
        var appellant = WalletOf(row.BondOf);
        for (var index = 0; index < duties.Count; index++)
            Reward(duties[index], rewards[index], AccountKind.Bond, appellant);
        if (row.Bond > rewarded)
        {
            _decision.Emit(new MoneyMoved(
                _job, AccountKind.Bond, appellant, AccountKind.Protocol, Handle.None, _market.Jobs[_job].Currency, row.Bond - rewarded));
        }
    }

    private void Reward(int slot, ulong amount, AccountKind from, Handle fromWallet)
    {
        if (amount == 0)
            return;
        ref var juror = ref _market.Agents[_market.Court.Duties[slot].Agent];
        _decision.Emit(new MoneyMoved(
            _job, from, fromWallet, AccountKind.Earned, _market.Wallets.HandleOf(juror.Wallet), _market.Jobs[_job].Currency, amount));
        _decision.Emit(new DutyClosed(_market.Court.Duties.HandleOf(slot), amount));
    }

    private void Move(AccountKind to, Handle wallet, ulong amount)
    {
        if (amount > 0)
            _decision.Emit(new MoneyMoved(_job, AccountKind.Escrow, Handle.None, to, wallet, _market.Jobs[_job].Currency, amount));
    }

    // In the order of rounds and seats: the order in which what is left of a division goes.
    private List<int> SeatsOf(List<int> rounds)
    {
        List<int> duties = [];
        foreach (var round in rounds)
        {
            var first = duties.Count;
            for (var link = _market.Court.Rounds[round].FirstDuty; link != 0; link = _market.Court.Duties[link - 1].Next)
            {
                if (_market.Court.Duties[link - 1].State >= DutyState.Accepted)
                    duties.Add(link - 1);
            }
            duties.Sort(first, duties.Count - first, new BySeat(_market));
        }
        return duties;
    }

    private SeatedJuror[] JurorsOf(List<int> duties, JuryChoice verdict)
    {
        var jurors = new SeatedJuror[duties.Count];
        for (var index = 0; index < duties.Count; index++)
        {
            ref var duty = ref _market.Court.Duties[duties[index]];
            jurors[index] = new SeatedJuror(duty.State == DutyState.Voted, duty.Vote == verdict);
        }
        return jurors;
    }

    private void Judge(DisputeStatus status, JuryChoice verdict, int agent)
    {
        if (status == DisputeStatus.Resolved && verdict != JuryChoice.Split)
            Credit(agent, verdict == JuryChoice.MuscleWin ? ReputationFactKind.DisputeWon : ReputationFactKind.DisputeLost);
        foreach (var slot in SeatsOf(_rounds))
        {
            ref var duty = ref _market.Court.Duties[slot];
            if (duty.State != DutyState.Voted)
                Credit(duty.Agent, ReputationFactKind.JurorSilent);
            else if (status == DisputeStatus.Resolved)
                Credit(duty.Agent, duty.Vote == verdict ? ReputationFactKind.JurorCoherent : ReputationFactKind.JurorIncoherent);
        }
    }

    private void Credit(int agent, ReputationFactKind kind) => ReputationChange.Take(_decision, _market.Agents.HandleOf(agent), kind);

    private sealed class BySeat(Market market) : IComparer<int>
    {
        public int Compare(int left, int right) => market.Court.Duties[left].Seat.CompareTo(market.Court.Duties[right].Seat);
    }
}
