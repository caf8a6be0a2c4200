using System.Runtime.CompilerServices;
using PhantomParadox.Agents;
using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Journal;
using PhantomParadox.Memory;
using PhantomParadox.Payments;
using PhantomParadox.Validation;

namespace PhantomParadox.Jobs;

/// <summary>
/// Posts a job: puts its payment into escrow and leases it at once where an agent is idle that can take it, or has it wait for its deposit.
/// </summary>
internal sealed class PostJob(JobSpec spec, ReadBack readBack) : ReceiptCommand(readBack)
{
    private static readonly long LongestDeadline = TimeSpan.FromDays(30).Milliseconds();

    private Handle _job;
    private UInt128 _id;

    public static PostJob For(JobSpec spec, ReadBack readBack)
    {
        if (!Spares<PostJob>.TryTake(out var command))
            return new PostJob(spec, readBack);
        command.Renew(spec, readBack);
        return command;
    }

    public override Admission Admission => Admission.NewWork;

    protected override UInt128 Subject => _id;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (DepositTerms.Objection(market, spec) is { } refusal)
        {
            Refuse(refusal);
            return;
        }
        var deadline = spec.Deadline is { } asked ? asked.ToUnixTimeMilliseconds() : 0;
        if (spec.Deadline is not null && (deadline <= decision.Now || deadline > decision.Now + LongestDeadline))
        {
            RefuseDeadline();
            return;
        }
        if (!market.Wallets.TryFind(spec.Buyer, out var buyer))
        {
            buyer = Register(decision);
        }
        else if (market.Wallets[buyer].OpenJobs >= (market.Options.Limits.OpenJobsPerBuyer ?? int.MaxValue))
        {
            RefuseAnother(market.Wallets[buyer].OpenJobs);
            return;
        }
        _job = market.Jobs.Next;
        _id = Uuid.Create(decision.Now, decision.Random, _job.Slot);
        decision.Emit(new JobPosted
        {
            Job = _job,
            Id = _id,
            Buyer = buyer,
            Type = spec.Type,
            Currency = spec.Currency,
            Amount = spec.Amount,
            AutoApprove = spec.AutoApprove,
            MaxAttempts = spec.MaxAttempts,
            MinReputation = spec.Requirements.MinReputation ?? 0,
            MinBandwidth = spec.Requirements.MinBandwidth ?? 0,
            Deadline = deadline,
            QueueDue = decision.MarketNow + market.Options.Jobs.QueueTtl.Milliseconds(),
            Capabilities = new EventTexts(DistinctTexts.Of(spec.Requirements.Capabilities)),
            Description = spec.Description,
            EscrowReference = spec.EscrowReference,
            Nonce = spec.Nonce.Span,
            Tags = new EventTexts(spec.Tags),
            Deposit = spec.DepositReference,
            DepositDue = spec.HasDeposit ? DepositTerms.DueOf(market, decision.Now, deadline) : 0,
        });
        if (spec.HasDeposit)
            return;
        JobMoney.Escrow(decision, _job, buyer, spec.Currency, spec.Amount);
        if (FirstMatch.Find(market, spec) is >= 0 and var agent)
            Assignment.Emit(decision, _job, attempt: 1, agent);
    }

    public override void Capture(Decision decision)
    {
        decision.Market.RecentSpecs.Keep(_job, spec);
        Leave(decision.Market, _job);
    }

    protected override KeptAnswer Keep(Decision decision) => new(_id);

    protected override void Repeat(Decision decision, in KeptAnswer kept)
    {
        _id = kept.Subject;
        LeaveAgain(decision.Market, kept);
    }

    protected override void Taken()
    {
        Reset();
        Renew(null!, default);
        Spares<PostJob>.Give(this);
    }

    // What few jobs come to is in methods of its own: room on the stack for it would be cleared for each job.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Handle Register(Decision decision)
    {
        var buyer = decision.Market.Wallets.Next;
        decision.Emit(new WalletRegistered { Wallet = buyer, Text = spec.Buyer });
        return buyer;
    }

    private void RefuseDeadline()
    {
        const string Rule = "must be after now and at most 30 days ahead";
        Refuse(new Refusal(RefusalCode.ValidationFailed, $"deadline {Rule}.") { Errors = [new FieldError("deadline", Rule)] });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RefuseAnother(int open) =>
        Refuse(RefusalCode.TooManyOpenJobs, $"The buyer has {open} open jobs, as many as it may.");

    private void Renew(JobSpec newSpec, ReadBack newReadBack)
    {
        spec = newSpec;
        Aim(newReadBack);
    }
}
