using System.Runtime.CompilerServices;
using PhantomParadox.Journal;
using PhantomParadox.Memory;
using PhantomParadox.Payments;

namespace PhantomParadox.Jobs;

/// <content>Their money.</content>
internal sealed partial class JobApplier
{
    public void Move(scoped ref FrameReader reader)
    {
        var happened = reader.Read<MoneyMoved>();
        if (happened.Job.IsNone)
        {
            MoveOutside(happened);
            return;
        }
        ref var job = ref _jobs[happened.Job];
        if (happened.From == AccountKind.Escrow)
        {
            if (happened.Amount > job.Escrow)
                throw new JournalCorruptException("A job's escrow would fall below zero.");
            ChangeEscrow(ref job, job.Escrow - happened.Amount, happened.Currency, -(Int128)happened.Amount);
        }
        else
        {
            Change(happened.From, happened.FromWallet, happened.Currency, -(Int128)happened.Amount);
        }
        if (happened.To == AccountKind.Escrow)
            ChangeEscrow(ref job, checked(job.Escrow + happened.Amount), happened.Currency, happened.Amount);
        else if (market.Planted != PlantedFault.SkippedLedgerLeg || happened.To != AccountKind.Earned)
            Change(happened.To, happened.ToWallet, happened.Currency, happened.Amount);
        if (happened.From == AccountKind.External && job.Has(JobFlags.Deposit))
            market.Sums.Deposit(happened.Currency, happened.Amount);
        // Jurors are paid from the escrow too; that isn't paid for the job.
        if (happened is { From: AccountKind.Escrow, To: AccountKind.Earned }
            && happened.ToWallet.Slot == market.Agents[job.Agent - 1].Wallet)
        {
            job.Paid = checked(job.Paid + happened.Amount);
            _jobs.CountPaid(happened.Currency, happened.Amount);
        }
    }

    // No job's money: a wallet's own goes out, or comes in. It gets a copy: of what is handed on by reference the fields must lie in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MoveOutside(MoneyMoved happened)
    {
        market.Ledger.Change(happened.FromWallet, happened.From, happened.Currency, -(Int128)happened.Amount);
        market.Ledger.Change(happened.ToWallet, happened.To, happened.Currency, happened.Amount);
        if (happened.To == AccountKind.External)
            market.Sums.PayOut(happened.Currency, happened.Amount);
        else if (happened.From == AccountKind.External)
            market.Sums.Deposit(happened.Currency, happened.Amount);
    }

    /// <summary>A job has its deposit: it stands in its queue.</summary>
    public void Apply(in JobFunded happened)
    {
        ref var row = ref _jobs[happened.Job];
        row.Set(JobFlags.AwaitsDeposit, false);
        row.Settlement = Settlement.Escrowed;
        row.WaitsUntil = happened.QueueDue;
        ref readonly var extras = ref _jobs.ExtrasOf(row);
        market.Deposits[extras.Order - 1].Status = DepositStatus.Funded;
        market.Work.SetDeadline(happened.Job.Slot, extras.Deadline);
        Enqueue(happened.Job);
    }

    // Reads the event again: its fields would have to lie in memory, if they were handed on.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AwaitDeposit(ref JobRow row, scoped ref FrameReader reader, long at)
    {
        var happened = reader.Read<JobPosted>();
        row.Set(JobFlags.Deposit | JobFlags.AwaitsDeposit, true);
        _jobs.Extend(ref row).Order = market.Deposits.Open(happened.Job, happened, at, market.ToMarketTime(at));
        market.Ledger.Open(happened.Buyer, happened.Currency);
        market.Work.SetDeadline(happened.Job.Slot, happened.DepositDue);
    }

    private void ChangeEscrow(ref JobRow job, ulong escrow, Currency currency, Int128 change)
    {
        job.Escrow = escrow;
        market.Ledger.ChangeEscrow(currency, change);
        if (job.Has(JobFlags.Deposit))
            market.Sums.ChangeEscrow(currency, change);
    }

    private void Change(AccountKind kind, Handle wallet, Currency currency, Int128 amount)
    {
        if (kind == AccountKind.Protocol)
            market.Ledger.ChangeProtocol(currency, amount);
        else
            market.Ledger.Change(wallet, kind, currency, amount);
    }
}
