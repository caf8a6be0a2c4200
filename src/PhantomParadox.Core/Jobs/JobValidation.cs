using PhantomParadox.Identity;
using PhantomParadox.Validation;

namespace PhantomParadox.Jobs;

/// <summary>What jobs and reports on them must be to be taken, as far as it doesn't depend on the state.</summary>
internal static class JobValidation
{
    public const ulong MostAmount = 1_000_000_000_000_000;
    public const int NonceLength = 32;
    private const int LongestDescription = 16_384;
    private const int LongestOutput = 4_096;
    private const int LongestHash = 128;
    private const int MostTags = 8;

    /// <summary>The refusal of a bad job, naming every field; null for a good one.</summary>
    public static Refusal? Check(JobSpec spec)
    {
        var errors = new FieldErrors();
        errors.RequireDefined("type", spec.Type);
        if (!WalletText.IsValid(spec.Buyer))
            errors.Add("brainsAddress", FieldErrors.WalletRule);
        errors.RequireBytes("description", spec.Description, LongestDescription, mayBeEmpty: false);
        if (spec.Amount > MostAmount)
            errors.Add("payment.amount", $"must be from 0 to {MostAmount}");
        errors.RequireDefined("payment.currency", spec.Currency);
        errors.RequireVisible("payment.escrowTxId", spec.EscrowReference, LongestHash, optional: true);
        errors.RequireRange("maxAttempts", spec.MaxAttempts, 1, 10);
        Check(spec.Requirements, ref errors);
        if (spec.Nonce.Length is not (0 or NonceLength))
            errors.Add("nonce", $"must be {NonceLength} bytes");
        if (spec.Tags is null || spec.Tags.Count > MostTags)
            errors.Add("tags", $"must be a list of at most {MostTags}");
        for (var index = 0; index < spec.Tags?.Count && index < MostTags; index++)
            errors.RequireText($"tags[{index}]", spec.Tags[index], 64);
        return errors.ToRefusal();
    }

    /// <summary>The refusal of a bad nonce; null for a good one, or none.</summary>
    public static Refusal? CheckNonce(ReadOnlyMemory<byte> nonce)
    {
        if (nonce.Length is 0 or NonceLength)
            return null;
        var errors = new FieldErrors();
        errors.Add("nonce", $"must be {NonceLength} bytes");
        return errors.ToRefusal();
    }

    /// <summary>The refusal of a bad result; null for a good one.</summary>
    public static Refusal? Check(JobResult result)
    {
        var errors = new FieldErrors();
        errors.RequireBytes("output", result.Output, LongestOutput, mayBeEmpty: true);
        errors.RequireVisible("proofHash", result.ProofHash, LongestHash, optional: true);
        Check(result.Metrics, ref errors);
        return errors.ToRefusal();
    }

    /// <summary>The refusal of a bad report; null for a good one.</summary>
    public static Refusal? Check(in ProgressReport report)
    {
        if (report.Progress is < 0 or > 100)
            return new Refusal(RefusalCode.ProgressOutOfRange, "Progress must be a whole number from 0 to 100.");
        var errors = new FieldErrors();
        Check(report.Metrics, ref errors);
        return errors.ToRefusal();
    }

    private static void Check(JobRequirements? requirements, ref FieldErrors errors)
    {
        if (requirements is null)
        {
            errors.Add("requirements", "must be an object");
            return;
        }
        errors.RequireRange("requirements.minBandwidth", requirements.MinBandwidth ?? 0, 0, Agents.ProfileValidation.MostBandwidth);
        errors.RequireRange("requirements.minReputation", requirements.MinReputation ?? 0, 0, 100);
        errors.RequireCapabilities("requirements.capabilities", requirements.Capabilities);
    }

    private static void Check(in JobMetrics metrics, ref FieldErrors errors)
    {
        errors.RequireRange("metrics.bytesProcessed", metrics.BytesProcessed ?? 0, 0, FieldErrors.MostInteger);
        errors.RequireRange("metrics.computeCycles", metrics.ComputeCycles ?? 0, 0, FieldErrors.MostInteger);
        errors.RequireRange("metrics.duration", metrics.Duration ?? 0, 0, FieldErrors.MostInteger);
    }
}
