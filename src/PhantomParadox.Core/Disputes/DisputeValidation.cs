using PhantomParadox.Identity;
using PhantomParadox.Validation;

namespace PhantomParadox.Disputes;

/// <summary>What claims and evidence must be to be taken, as far as it doesn't depend on the state.</summary>
internal static class DisputeValidation
{
    private const int LongestTitle = 120;
    private const int LongestDescription = 16_384;
    private const int LongestHash = 128;
    private const int LongestUrl = 256;

    public static Refusal? Check(string reason, DisputeCategory category)
    {
        var errors = new FieldErrors();
        errors.RequireDefined("category", category);
        errors.RequireText("reason", reason, DisputeOpening.LongestReason);
        return errors.ToRefusal();
    }

    public static Refusal? Check(DisputeClaim claim)
    {
        var errors = new FieldErrors();
        errors.RequireDefined("opener", claim.Opener);
        errors.RequireDefined("category", claim.Category);
        errors.RequireText("reason", claim.Reason, DisputeOpening.LongestReason);
        return errors.ToRefusal();
    }

    public static Refusal? Check(EvidenceSubmission evidence)
    {
        var errors = new FieldErrors();
        if (!WalletText.IsValid(evidence.Submitter))
            errors.Add("submitter", FieldErrors.WalletRule);
        errors.RequireDefined("type", evidence.Kind);
        errors.RequireText("title", evidence.Title, LongestTitle);
        errors.RequireBytes("description", evidence.Description, LongestDescription, mayBeEmpty: true);
        errors.RequireVisible("dataHash", evidence.DataHash, LongestHash, optional: false);
        errors.RequireVisible("arweaveUrl", evidence.Url, LongestUrl, optional: true);
        if (evidence.Url is { } url && !url.StartsWith("https://", StringComparison.Ordinal) && !url.StartsWith("ar://", StringComparison.Ordinal))
            errors.Add("arweaveUrl", "must begin with https:// or ar://");
        return errors.ToRefusal();
    }
}
