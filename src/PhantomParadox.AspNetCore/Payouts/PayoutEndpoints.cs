using Microsoft.AspNetCore.Http;
using PhantomParadox.Hosting;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>The endpoints of payouts, for operators.</summary>
internal sealed class PayoutEndpoints(ITreasury treasury, SettlementMonitor? monitor, RequestDeadline deadline, OperatorKey key)
{
    private const int NoteCharacters = 512;

    public void Map(RestRoutes routes)
    {
        routes.Get("/api/payouts", ListAsync, key);
        routes.Get("/api/payouts/owed", OwedAsync, key);
        routes.Get("/api/payouts/{id}", GetAsync, key);
        routes.Post("/api/payouts/{id}/resolve", RestJson.Default.ResolvePayoutRequest, ResolveAsync, key);
    }

    private async Task ListAsync(HttpContext context)
    {
        if (TryRead(context.Request.Query, out PayoutQuery query) is { } fault)
        {
            await ProblemReply.WriteAsync(context, fault);
            return;
        }

        await Reply.WriteAsync(context, StatusCodes.Status200OK, await treasury.ListPayoutsAsync(query, deadline.Next()), page => new PayoutListReply
        {
            Payouts = page.Items.Map(PayoutViews.Payout),
            Count = page.Items.Count,
            NextCursor = page.NextCursor,
            Settlement = monitor is null ? null : PayoutViews.Status(monitor.Status),
        }, RestJson.Default.PayoutListReply);
    }

    private async Task OwedAsync(HttpContext context)
    {
        if (TryRead(context.Request.Query, out OwedQuery query) is { } fault)
        {
            await ProblemReply.WriteAsync(context, fault);
            return;
        }

        await Reply.WriteAsync(
            context, StatusCodes.Status200OK, await treasury.GetOwedAsync(query, deadline.Next()), owed => PayoutViews.Owed(owed, query.Currency),
            RestJson.Default.OwedListReply);
    }

    private async Task GetAsync(HttpContext context)
    {
        if (context.TryGetPayout(out var id))
            await WriteAsync(context, await treasury.GetPayoutAsync(id, deadline.Next()));
        else
            await ProblemReply.WriteAsync(context, context.UnknownPayout());
    }

    private async Task ResolveAsync(HttpContext context, ResolvePayoutRequest request)
    {
        var errors = default(FieldErrors);
        if (request.Paid is null)
            errors.Add("paid", "is required");
        var note = errors.Text(request.Note, "note", NoteCharacters);
        if (errors.Fault is { } fault)
            await ProblemReply.WriteAsync(context, fault);
        else if (context.TryGetPayout(out var id))
            await WriteAsync(context, await treasury.ResolvePayoutAsync(id, request.Paid!.Value, note, deadline.Next()));
        else
            await ProblemReply.WriteAsync(context, context.UnknownPayout());
    }

    private static Task WriteAsync(HttpContext context, in Outcome<PayoutRecord> outcome) => Reply.WriteAsync(
        context, StatusCodes.Status200OK, outcome, payout => new PayoutReply(PayoutViews.Payout(payout)), RestJson.Default.PayoutReply);

    private static Fault? TryRead(IQueryCollection parameters, out PayoutQuery query)
    {
        var list = new ListQuery(parameters);
        query = new PayoutQuery(list.Word("status", Words.PayoutStatus), list.Limit(), list.Cursor());
        return list.Errors.Fault;
    }

    private static Fault? TryRead(IQueryCollection parameters, out OwedQuery query)
    {
        var list = new ListQuery(parameters);
        query = new OwedQuery(list.RequiredWord("currency", Words.Currency), list.Amount("atLeast") ?? 1, list.Limit(), list.Cursor());
        return list.Errors.Fault;
    }
}
