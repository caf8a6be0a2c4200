using PhantomParadox.Validation;

namespace PhantomParadox.Payments;

/// <summary>What a deposit must be to be counted, as far as it doesn't depend on the state.</summary>
internal static class DepositValidation
{
    /// <summary>The refusal of a bad deposit, naming every field; null for a good one.</summary>
    public static Refusal? Check(DepositReference reference, ArrivedDeposit deposit)
    {
        var errors = new FieldErrors();
        if (reference.IsNone)
            errors.Add("reference", "must not be all zero");
        errors.RequireVisible("transaction", deposit.Transaction, DepositTerms.LongestTransaction, optional: false);
        if (deposit.Amount == 0)
            errors.Add("amount", "must be more than 0");
        errors.RequireDefined("currency", deposit.Currency);
        if (deposit.ArrivedAt.ToUnixTimeMilliseconds() < 0)
            errors.Add("arrivedAt", "must not be before 1970");
        return errors.ToRefusal();
    }
}
