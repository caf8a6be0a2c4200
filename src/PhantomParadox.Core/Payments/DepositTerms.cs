namespace PhantomParadox.Payments;

/// <summary>
/// How long orders and deposits matter, in milliseconds. An order takes deposits that arrive from <see cref="Before"/> to <see cref="Arrives"/>,
/// by clocks that don't stop; it is looked for during <see cref="Watched"/> of market time, so that also an order whose deposit came while the
/// market was down is looked for after it. Two that could take the same deposit are opened less than three days apart: one is kept, and
/// so knows its deposits, while the other is looked for.
/// </summary>
internal static class DepositTerms
{
    public const int LongestTransaction = 128;
    private const string ReferenceField = "payment.reference";
    private const long Hour = 3_600_000;

    /// <summary>How long before an order a deposit may have arrived: clocks differ, and some pay before they ask.</summary>
    public const long Before = 24 * Hour;

    /// <summary>How long after an order a deposit may arrive.</summary>
    public const long Arrives = 48 * Hour;

    /// <summary>For how long of market time deposits are looked for: half a day longer than they may arrive.</summary>
    public const long Watched = 60 * Hour;

    /// <summary>How long after an order its deposits are known at least.</summary>
    public const long Kept = 7 * 24 * Hour;

    /// <summary>How far apart two orders are opened at most that could take the same deposit.</summary>
    public const long Apart = Before + Arrives;

    /// <summary>When a job's deposit comes too late.</summary>
    /// <param name="market">The market.</param>
    /// <param name="now">When the job is posted: milliseconds since 1970-01-01 UTC.</param>
    /// <param name="deadline">The job's deadline: milliseconds since 1970-01-01 UTC; 0 for none.</param>
    public static long DueOf(Market market, long now, long deadline) =>
        Math.Min(now + market.Options.Payments.DepositWindow.Milliseconds(), deadline == 0 ? long.MaxValue : deadline);

    /// <summary>The refusal of a job that should have a reference, or shouldn't, or has another's; null for a good one.</summary>
    public static Refusal? Objection(Market market, JobSpec spec) =>
        market.Options.Payments.RequireEscrow || spec.HasDeposit ? ObjectionTo(market, spec) : null;

    private static Refusal? ObjectionTo(Market market, JobSpec spec)
    {
        if (!market.Options.Payments.RequireEscrow)
            return Bad(RefusalCode.NotSupported, "is for deposits, which this market doesn't take");
        if (spec.Amount == 0)
            return spec.HasDeposit ? Bad(RefusalCode.ValidationFailed, "is for a deposit, of which the job needs none") : null;
        if (!spec.HasDeposit)
            return Bad(RefusalCode.ValidationFailed, "is required: the deposit that pays for the job carries it");
        return market.Deposits.TryFind(spec.DepositReference, out _) ? Bad(RefusalCode.ValidationFailed, "was used already") : null;
    }

    private static Refusal Bad(RefusalCode code, string message) =>
        new(code, $"{ReferenceField} {message}.") { Errors = [new FieldError(ReferenceField, message)] };
}
