using Microsoft.AspNetCore.Http;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>The endpoints of jobs that read, and those of the buyer.</summary>
internal sealed class JobEndpoints(IMarket market, JobViews views, WalletRule wallets)
{
    private static readonly SuccessReply Done = new(true);

    public void Map(RestRoutes routes)
    {
        routes.Post("/api/jobs", RestJson.Default.CreateJobRequest, CreateAsync);
        routes.Get("/api/jobs", ListAsync);
        routes.Get("/api/jobs/available", ListAvailableAsync);
        routes.Get("/api/jobs/{id}", GetAsync);
        routes.Post("/api/jobs/{id}/approve", RestJson.Default.ApproveJobRequest, ApproveAsync);
        routes.Post("/api/jobs/{id}/reject", RestJson.Default.RejectJobRequest, RejectAsync);
        routes.Post("/api/jobs/{id}/cancel", RestJson.Default.CancelJobRequest, CancelAsync);
    }

    private async Task CreateAsync(HttpContext context, CreateJobRequest request)
    {
        if (JobParsing.TryRead(request, out var spec, wallets) is { } fault)
        {
            await ProblemReply.WriteAsync(context, fault);
            return;
        }

        await Reply.WriteAsync(
            context,
            StatusCodes.Status201Created,
            await market.PostJobAsync(spec!, ReadBack.Record, RequestKey.Of(context, spec!.Buyer)),
            receipt => new JobReply(views.Job(receipt.Record!)),
            RestJson.Default.JobReply);
    }

    private async Task GetAsync(HttpContext context)
    {
        if (context.TryGetJob(out var id))
            await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.GetJobAsync(id), job => new JobReply(views.Job(job)), RestJson.Default.JobReply);
        else
            await ProblemReply.WriteAsync(context, context.UnknownJob());
    }

    private async Task ListAsync(HttpContext context)
    {
        var fault = TryRead(context.Request.Query, out var query);
        if (fault is not null)
        {
            await ProblemReply.WriteAsync(context, fault);
            return;
        }

        await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.ListJobsAsync(query), page => new JobListReply
        {
            Jobs = page.Items.Map(JobViews.Item),
            Count = page.Items.Count,
            NextCursor = page.NextCursor,
        }, RestJson.Default.JobListReply);
    }

    private async Task ListAvailableAsync(HttpContext context)
    {
        var fault = TryReadPage(context.Request.Query, out var query);
        if (fault is not null)
        {
            await ProblemReply.WriteAsync(context, fault);
            return;
        }

        await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.ListJobsAsync(query), page =>
        {
            // One that waits for its deposit can't be taken yet.
            JobRecord[] jobs = [.. page.Items.Where(job => job.Deposit is not { Status: DepositStatus.Awaited })];
            return new AvailableJobsReply { Jobs = jobs.Map(JobViews.Available), Count = jobs.Length, NextCursor = page.NextCursor };
        }, RestJson.Default.AvailableJobsReply);
    }

    private async Task ApproveAsync(HttpContext context, ApproveJobRequest request)
    {
        var errors = default(FieldErrors);
        var buyer = errors.Wallet(request.BrainsAddress, "brainsAddress", wallets);
        if (errors.Fault is { } fault)
            await ProblemReply.WriteAsync(context, fault);
        else if (!context.TryGetJob(out var id))
            await ProblemReply.WriteAsync(context, context.UnknownJob());
        else
            await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.ApproveJobAsync(id, buyer, idempotency: RequestKey.Of(context, buyer)), _ => Done, RestJson.Default.SuccessReply);
    }

    private async Task RejectAsync(HttpContext context, RejectJobRequest request)
    {
        var errors = default(FieldErrors);
        var buyer = errors.Wallet(request.BrainsAddress, "brainsAddress", wallets);
        var reason = errors.Text(request.Reason, "reason", Limits.ReasonCharacters);
        var category = request.Category is null ? DisputeCategory.Other : errors.Word(request.Category, "category", Words.DisputeCategory);
        if (errors.Fault is { } fault)
            await ProblemReply.WriteAsync(context, fault);
        else if (!context.TryGetJob(out var id))
            await ProblemReply.WriteAsync(context, context.UnknownJob());
        else
        {
            await Reply.WriteAsync(
                context,
                StatusCodes.Status200OK,
                await market.RejectJobAsync(id, buyer, reason, category, RequestKey.Of(context, buyer)),
                dispute => new RejectJobReply(true, "Dispute opened", dispute.Id.Value, DisputeViews.Dispute(dispute)),
                RestJson.Default.RejectJobReply);
        }
    }

    private async Task CancelAsync(HttpContext context, CancelJobRequest request)
    {
        var errors = default(FieldErrors);
        var buyer = errors.Wallet(request.BrainsAddress, "brainsAddress", wallets);
        if (errors.Fault is { } fault)
        {
            await ProblemReply.WriteAsync(context, fault);
            return;
        }

        if (!context.TryGetJob(out var id))
        {
            await ProblemReply.WriteAsync(context, context.UnknownJob());
            return;
        }

        var outcome = await market.CancelJobAsync(id, buyer, request.Running ?? false, idempotency: RequestKey.Of(context, buyer));
        // While its agent is asked to stop, the job isn't cancelled yet.
        var status = outcome.IsAccepted && outcome.Value.Status != JobStatus.Cancelled ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        await Reply.WriteAsync(
            context, status, outcome, receipt => new CancelJobReply(true, Words.JobStatus[receipt.Status]), RestJson.Default.CancelJobReply);
    }

    private static Fault? TryRead(IQueryCollection parameters, out JobQuery query)
    {
        var list = new ListQuery(parameters);
        query = new JobQuery
        {
            Buyer = list.Wallet("brains"),
            AgentWallet = list.Wallet("muscle"),
            Status = list.Word("status", Words.JobStatus),
            Type = list.Word("type", Words.JobType),
            CreatedFrom = list.Time("createdFrom"),
            CreatedBefore = list.Time("createdBefore"),
            Limit = list.Limit(),
            Cursor = list.Cursor(),
        };
        // Without a filter only what hasn't ended; with one, all there is.
        if (query is { Buyer: null, AgentWallet: null, Status: null, Type: null, CreatedFrom: null, CreatedBefore: null })
            query = query with { OpenOnly = true };
        return list.Errors.Fault;
    }

    private static Fault? TryReadPage(IQueryCollection parameters, out JobQuery query)
    {
        var list = new ListQuery(parameters);
        query = new JobQuery { Status = JobStatus.Pending, Limit = list.Limit(), Cursor = list.Cursor() };
        return list.Errors.Fault;
    }
}
