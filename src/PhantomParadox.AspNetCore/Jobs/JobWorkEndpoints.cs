using System.Globalization;
using Microsoft.AspNetCore.Http;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>The endpoints of jobs for agents that work by REST: claim and complete.</summary>
internal sealed class JobWorkEndpoints(IMarket market, JobViews views, WalletRule wallets)
{
    public void Map(RestRoutes routes)
    {
        routes.Post("/api/jobs/{id}/claim", RestJson.Default.ClaimJobRequest, ClaimAsync);
        routes.Post("/api/jobs/{id}/complete", RestJson.Default.CompleteJobRequest, CompleteAsync);
    }

    /// <summary>Says what became of an attempt.</summary>
    internal static string Describe(JobRecord job) => job switch
    {
        { Status: JobStatus.Completed, Settlement: Settlement.Escrowed } => "Job completed; the payment waits for the buyer's approval.",
        { Status: JobStatus.Completed, Paid: > 0 } => string.Create(
            CultureInfo.InvariantCulture, $"Job completed; {Shown(job.Paid, job.Spec.Currency)} {Words.Currency[job.Spec.Currency]} paid."),
        { Status: JobStatus.Completed } => "Job completed.",
        { Status: JobStatus.Pending } => "Attempt failed; the job goes to another agent.",
        { Status: JobStatus.Cancelled } => "Job cancelled, as its buyer had asked.",
        _ => "Attempt failed; so has the job.",
    };

    private async Task ClaimAsync(HttpContext context, ClaimJobRequest request)
    {
        var errors = default(FieldErrors);
        var wallet = errors.Wallet(request.WalletAddress, "walletAddress", wallets);
        var nonce = errors.Nonce(request.Nonce, "nonce");
        if (errors.Fault is { } fault)
            await ProblemReply.WriteAsync(context, fault);
        else if (!context.TryGetJob(out var id))
            await ProblemReply.WriteAsync(context, context.UnknownJob());
        else
        {
            await Reply.WriteAsync(
                context,
                StatusCodes.Status200OK,
                await market.ClaimJobAsync(id, wallet, nonce, ReadBack.Record, RequestKey.Of(context, wallet)),
                receipt => new ClaimJobReply(true, views.Job(receipt.Record!), "Job claimed."),
                RestJson.Default.ClaimJobReply);
        }
    }

    private async Task CompleteAsync(HttpContext context, CompleteJobRequest request)
    {
        var errors = default(FieldErrors);
        var wallet = errors.Wallet(request.WalletAddress, "walletAddress", wallets);
        var result = new JobResult
        {
            Success = request.Success ?? true,
            Output = errors.OptionalUtf8Text(request.Output, "output", Limits.OutputBytes),
            ProofHash = errors.OptionalHash(request.ProofHash, "proofHash"),
            Metrics = JobParsing.Read(request.Metrics, ref errors),
            Attempt = (int?)errors.Number(request.Attempt, "attempt", 1, int.MaxValue),
        };
        if (errors.Fault is { } fault)
            await ProblemReply.WriteAsync(context, fault);
        else if (!context.TryGetJob(out var id))
            await ProblemReply.WriteAsync(context, context.UnknownJob());
        else
        {
            await Reply.WriteAsync(
                context,
                StatusCodes.Status200OK,
                await market.CompleteJobAsync(id, wallet, result, ReadBack.Record, RequestKey.Of(context, wallet)),
                receipt => new CompleteJobReply(true, views.Job(receipt.Record!), JobViews.Payout(receipt.Record!), Describe(receipt.Record!)),
                RestJson.Default.CompleteJobReply);
        }
    }

    private static decimal Shown(ulong amount, Currency currency) => currency == Currency.Sol ? amount / 1_000_000_000m : amount / 1_000_000m;
}
