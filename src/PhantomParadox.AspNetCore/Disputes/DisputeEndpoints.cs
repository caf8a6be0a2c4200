using Microsoft.AspNetCore.Http;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>The endpoints of disputes, for the two parties and for whoever watches.</summary>
internal sealed class DisputeEndpoints(IMarket market, WalletRule wallets)
{
    public void Map(RestRoutes routes)
    {
        routes.Post("/api/disputes", RestJson.Default.OpenDisputeRequest, OpenAsync);
        routes.Get("/api/disputes", ListAsync);
        routes.Get("/api/disputes/{id}", GetAsync);
        routes.Post("/api/disputes/{id}/evidence", RestJson.Default.SubmitEvidenceRequest, SubmitEvidenceAsync);
        routes.Post("/api/disputes/{id}/appeal", RestJson.Default.AppealRequest, AppealAsync);
        routes.Get("/api/disputes/{id}/proof", GetProofAsync);
    }

    private async Task OpenAsync(HttpContext context, OpenDisputeRequest request)
    {
        var errors = default(FieldErrors);
        if (request.JobId is null)
            errors.Add("jobId", "is required");
        var opener = errors.Word(request.Opener, "opener", Words.Party);
        var reason = errors.Text(request.Reason, "reason", Limits.ReasonCharacters);
        var category = errors.Word(request.Category, "category", Words.DisputeCategory);
        if (errors.Fault is { } fault)
            await ProblemReply.WriteAsync(context, fault);
        else if (!JobId.TryParse(request.JobId, out var job))
            await ProblemReply.WriteAsync(context, Fault.Of(RefusalCode.JobNotFound, "There is no such job."));
        else
        {
            await Reply.WriteAsync(
                context,
                StatusCodes.Status201Created,
                await market.OpenDisputeAsync(
                    new DisputeClaim { Job = job, Opener = opener, Reason = reason, Category = category },
                    // The body names no wallet: the side of the job is who calls.
                    RequestKey.Of(context, $"{Words.Party[opener]}:{job}")),
                dispute => new DisputeReply(DisputeViews.Dispute(dispute)),
                RestJson.Default.DisputeReply);
        }
    }

    private async Task GetAsync(HttpContext context)
    {
        if (context.TryGetDispute(out var id))
            await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.GetDisputeAsync(id), DisputeViews.Dispute, RestJson.Default.WireDispute);
        else
            await ProblemReply.WriteAsync(context, context.UnknownDispute());
    }

    private async Task ListAsync(HttpContext context)
    {
        var fault = TryRead(context.Request.Query, out var query);
        if (fault is not null)
        {
            await ProblemReply.WriteAsync(context, fault);
            return;
        }

        await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.ListDisputesAsync(query), page => new DisputeListReply
        {
            Disputes = page.Items.Map(DisputeViews.Item),
            Count = page.Items.Count,
            NextCursor = page.NextCursor,
        }, RestJson.Default.DisputeListReply);
    }

    private async Task SubmitEvidenceAsync(HttpContext context, SubmitEvidenceRequest request)
    {
        var errors = default(FieldErrors);
        var evidence = new EvidenceSubmission
        {
            Submitter = errors.Wallet(request.Submitter, "submitter", wallets),
            Kind = errors.Word(request.Type, "type", Words.EvidenceKind),
            Title = errors.Text(request.Title, "title", Limits.TitleCharacters),
            // How long it may be the market says: too much of it is 413, not 400.
            Description = request.Description ?? "",
            DataHash = errors.Hash(request.DataHash, "dataHash"),
            Url = errors.OptionalText(request.ArweaveUrl, "arweaveUrl", Limits.UrlCharacters),
        };
        if (errors.Fault is { } fault)
            await ProblemReply.WriteAsync(context, fault);
        else if (!context.TryGetDispute(out var id))
            await ProblemReply.WriteAsync(context, context.UnknownDispute());
        else
        {
            await Reply.WriteAsync(
                context,
                StatusCodes.Status201Created,
                await market.SubmitEvidenceAsync(id, evidence, RequestKey.Of(context, evidence.Submitter)),
                kept => new EvidenceReply(DisputeViews.Evidence(kept)),
                RestJson.Default.EvidenceReply);
        }
    }

    private async Task AppealAsync(HttpContext context, AppealRequest request)
    {
        var errors = default(FieldErrors);
        var wallet = errors.Wallet(request.Wallet, "wallet", wallets);
        if (errors.Fault is { } fault)
            await ProblemReply.WriteAsync(context, fault);
        else if (!context.TryGetDispute(out var id))
            await ProblemReply.WriteAsync(context, context.UnknownDispute());
        else
        {
            await Reply.WriteAsync(
                context,
                StatusCodes.Status200OK,
                await market.AppealDisputeAsync(id, wallet, RequestKey.Of(context, wallet)),
                dispute => new DisputeReply(DisputeViews.Dispute(dispute)),
                RestJson.Default.DisputeReply);
        }
    }

    private async Task GetProofAsync(HttpContext context)
    {
        if (context.TryGetDispute(out var id))
            await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.GetProofAsync(id), ProofViews.Proof, RestJson.Default.DisputeProofReply);
        else
            await ProblemReply.WriteAsync(context, context.UnknownDispute());
    }

    private static Fault? TryRead(IQueryCollection parameters, out DisputeQuery query)
    {
        var list = new ListQuery(parameters);
        query = new DisputeQuery
        {
            Status = list.Word("status", Words.DisputeStatus),
            PartyWallet = list.Wallet("party"),
            CreatedFrom = list.Time("createdFrom"),
            CreatedBefore = list.Time("createdBefore"),
            Limit = list.Limit(),
            Cursor = list.Cursor(),
        };
        if (query is { Status: null, PartyWallet: null, CreatedFrom: null, CreatedBefore: null })
            query = query with { UnresolvedOnly = true };
        return list.Errors.Fault;
    }
}
