using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>Turns what the wire says of jobs into what the market takes, naming everything that is wrong.</summary>
internal static class JobParsing
{
    private static readonly string[] Reserved = ["runAt", "dependsOn", "priority"];

    public static Fault? TryRead(CreateJobRequest request, out JobSpec? spec, WalletRule? wallets = null)
    {
        spec = null;
        if (NotSupported(request) is { } fault)
            return fault;

        var errors = default(FieldErrors);
        var amount = 0L;
        var currency = Currency.Sol;
        if (request.Payment is { } payment)
        {
            if (payment.Amount is null)
                errors.Add("payment.amount", "is required");
            amount = errors.Number(payment.Amount, "payment.amount", 0, Limits.Amount) ?? 0;
            currency = errors.Word(payment.Currency, "payment.currency", Words.Currency);
        }
        else
        {
            errors.Add("payment", "is required");
        }

        var read = new JobSpec
        {
            Type = errors.Word(request.Type, "type", Words.JobType),
            Buyer = errors.Wallet(request.BrainsAddress, "brainsAddress", wallets ?? WalletRule.Any),
            Description = errors.Utf8Text(request.Description, "description", Limits.DescriptionBytes),
            Amount = (ulong)Math.Max(amount, 0),
            Currency = currency,
            Requirements = Read(request.Requirements, ref errors),
            Deadline = errors.Time(request.Deadline, "deadline"),
            AutoApprove = request.AutoApprove ?? true,
            MaxAttempts = (int)(errors.Number(request.MaxAttempts, "maxAttempts", 1, 10) ?? 1),
            EscrowReference = errors.OptionalText(request.Payment?.EscrowTxId, "payment.escrowTxId", Limits.ReferenceCharacters),
            DepositReference = errors.Reference(request.Payment?.Reference, "payment.reference"),
            Nonce = errors.Nonce(request.Nonce, "nonce"),
            Tags = Labels(request.Tags, "tags", Limits.Tags, ref errors),
        };
        fault = errors.Fault;
        if (fault is null)
            spec = read;
        return fault;
    }

    public static JobMetrics Read(WireMetrics? metrics, ref FieldErrors errors) => metrics is null
        ? default
        : new JobMetrics
        {
            BytesProcessed = errors.Number(metrics.BytesProcessed, "metrics.bytesProcessed", 0, Limits.SafeInteger),
            ComputeCycles = errors.Number(metrics.ComputeCycles, "metrics.computeCycles", 0, Limits.SafeInteger),
            Duration = errors.Number(metrics.Duration, "metrics.duration", 0, Limits.SafeInteger),
        };

    private static JobRequirements Read(WireRequirements? asked, ref FieldErrors errors) => asked is null
        ? JobRequirements.None
        : new JobRequirements
        {
            MinBandwidth = errors.Number(asked.MinBandwidth, "requirements.minBandwidth", 0, Limits.SafeInteger),
            MinReputation = (int?)errors.Number(asked.MinReputation, "requirements.minReputation", 0, 100),
            Capabilities = Labels(asked.Capabilities, "requirements.capabilities", Limits.Capabilities, ref errors),
        };

    private static IReadOnlyList<string> Labels(IReadOnlyList<string>? labels, string field, int most, ref FieldErrors errors)
    {
        if (labels is null)
            return [];
        if (labels.Count > most)
            errors.Add(field, $"must have at most {most} items");
        for (var i = 0; i < labels.Count && i < most; i++)
        {
            // The type says that it can't be null; the caller may have sent null all the same.
            if (labels[i] is not { Length: > 0 and <= Limits.LabelCharacters })
                errors.Add($"{field}[{i}]", $"must be a text of 1 to {Limits.LabelCharacters} characters");
        }

        return labels;
    }

    private static Fault? NotSupported(CreateJobRequest request)
    {
        var sent = new[] { request.RunAt.HasValue, request.DependsOn.HasValue, request.Priority.HasValue };
        if (!sent.Contains(true))
            return null;
        var named = Reserved.Where((_, i) => sent[i]).ToArray();
        return Fault.Of(RefusalCode.NotSupported, $"Not supported yet: {string.Join(", ", named)}.") with
        {
            Errors = [.. named.Select(name => new FieldError(name, "is not supported yet"))],
        };
    }
}
