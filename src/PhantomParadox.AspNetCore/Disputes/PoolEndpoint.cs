using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PhantomParadox.AspNetCore;

/// <summary>Serves the whole pool of a draw. A root never changes, so neither does what is served under it.</summary>
internal sealed class PoolEndpoint(IMarket market)
{
    // A pool of a million must not stand in memory as text.
    private const int Piece = 256;

    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    public void Map(RestRoutes routes) => routes.Get("/api/disputes/{id}/proof/pool", GetAsync);

    private async Task GetAsync(HttpContext context)
    {
        if (TryRead(context.Request.Query, out var round) is { } fault)
            await ProblemReply.WriteAsync(context, fault);
        else if (!context.TryGetDispute(out var id))
            await ProblemReply.WriteAsync(context, context.UnknownDispute());
        else
            await WriteAsync(context, await market.GetPoolAsync(id, round), isNamed: round is not null);
    }

    private static Fault? TryRead(IQueryCollection parameters, out int? round)
    {
        var query = new ListQuery(parameters);
        var text = query.Text("round", 10);
        round = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (text is not null && round is null)
            query.Errors.Add("round", "must be a whole number from 0");
        return query.Errors.Fault;
    }

    private static async Task WriteAsync(HttpContext context, Outcome<DisputePool> outcome, bool isNamed)
    {
        if (!outcome.IsAccepted)
        {
            await ProblemReply.WriteAsync(context, Fault.Of(outcome.Refusal), outcome.Position);
            return;
        }
        var pool = outcome.Value;
        var tag = $"\"{pool.Root}\"";
        var headers = context.Response.Headers;
        headers.ETag = tag;
        // Which round is the last one changes; what a round's pool is doesn't.
        headers.CacheControl = isNamed ? "public, max-age=31536000, immutable" : "no-cache";
        headers[Reply.PositionHeader] = outcome.Position.ToString(CultureInfo.InvariantCulture);
        headers.XContentTypeOptions = "nosniff";
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        headers.ContentType = Reply.JsonType;
        if (!HttpMethods.IsHead(context.Request.Method))
            await WriteAsync(context, pool);
    }

    private static async Task WriteAsync(HttpContext context, DisputePool pool)
    {
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, Unchecked);
        writer.WriteStartObject();
        writer.WriteString("disputeId", pool.Dispute.Value);
        writer.WriteNumber("round", pool.Round);
        writer.WriteString("poolRoot", pool.Root.ToString());
        writer.WriteNumber("poolCount", pool.Count);
        writer.WriteString("poolTotal", pool.Total.ToString(CultureInfo.InvariantCulture));
        writer.WriteStartArray("candidates");
        for (var place = 0; place < pool.Count; place++)
        {
            Write(writer, pool[place]);
            if (place % Piece != Piece - 1)
                continue;
            writer.Flush();
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, in DisputePoolCandidate candidate)
    {
        writer.WriteStartObject();
        writer.WriteString("agentId", candidate.Agent.Value);
        writer.WriteString("operator", candidate.Operator);
        writer.WriteString("weight", candidate.Weight.ToString(CultureInfo.InvariantCulture));
        writer.WriteBoolean("bootstrap", candidate.IsBootstrap);
        writer.WriteEndObject();
    }
}
