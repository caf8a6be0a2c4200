using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>Writes a problem as the reply.</summary>
internal static class ProblemReply
{
    public static Task WriteAsync(HttpContext context, Fault fault, long? position = null)
    {
        var kind = fault.Kind;
        if (kind.RetryAfterMs is { } wait)
            context.Response.Headers.RetryAfter = (wait / 1_000).ToString(CultureInfo.InvariantCulture);

        var problem = new Problem
        {
            Type = kind.Type,
            Title = kind.Title,
            Status = kind.Status,
            Code = kind.Code,
            Detail = fault.Detail,
            Error = fault.Detail,
            TraceId = TraceId(context),
            Errors = Group(fault.Errors),
            RetryAfterMs = kind.RetryAfterMs,
            Outcome = kind.Outcome,
        };
        return Reply.WriteAsync(context, kind.Status, problem, RestJson.Default.Problem, position, Reply.ProblemType);
    }

    /// <summary>What finds the request in the logs: its trace, the caller's where nothing here records any, or its number.</summary>
    public static string TraceId(HttpContext context)
    {
        if (Activity.Current is { } activity)
            return activity.TraceId.ToString();
        return ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var caller)
            ? caller.TraceId.ToString()
            : context.TraceIdentifier;
    }

    private static Dictionary<string, IReadOnlyList<string>>? Group(IReadOnlyList<FieldError> errors)
    {
        if (errors.Count == 0)
            return null;

        var grouped = new Dictionary<string, IReadOnlyList<string>>(errors.Count, StringComparer.Ordinal);
        foreach (var error in errors)
        {
            grouped[error.Field] = grouped.TryGetValue(error.Field, out var before)
                ? [.. before, error.Message]
                : [error.Message];
        }

        return grouped;
    }
}
