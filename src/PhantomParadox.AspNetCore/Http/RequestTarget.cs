using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PhantomParadox.AspNetCore;

/// <summary>What a request's path names.</summary>
internal static class RequestTarget
{
    /// <summary>The value of a parameter of the route.</summary>
    public static string Parameter(this HttpContext context, string name) => context.Request.RouteValues[name] as string ?? "";

    public static bool TryGetJob(this HttpContext context, out JobId id) => JobId.TryParse(context.Parameter("id"), out id);

    public static bool TryGetDispute(this HttpContext context, out DisputeId id) => DisputeId.TryParse(context.Parameter("id"), out id);

    /// <summary>Says that a path names nothing: as malformed where its escapes are, else as unknown.</summary>
    public static Fault Unknown(this HttpContext context, RefusalCode code, string detail) =>
        IsWellEscaped(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "")
            ? Fault.Of(code, detail)
            : new Fault(ProblemKinds.MalformedRequest, "The path has a malformed percent escape.");

    public static Fault UnknownJob(this HttpContext context) => context.Unknown(RefusalCode.JobNotFound, "There is no such job.");

    public static Fault UnknownAgent(this HttpContext context) => context.Unknown(RefusalCode.AgentNotFound, "There is no such agent.");

    public static Fault UnknownDispute(this HttpContext context) => context.Unknown(RefusalCode.DisputeNotFound, "There is no such dispute.");

    /// <summary>Whether every percent sign of a target begins an escape, and together they are UTF-8.</summary>
    public static bool IsWellEscaped(string target)
    {
        for (var i = target.IndexOf('%', StringComparison.Ordinal); i >= 0; i = target.IndexOf('%', i + 1))
        {
            if (i + 2 >= target.Length || !char.IsAsciiHexDigit(target[i + 1]) || !char.IsAsciiHexDigit(target[i + 2]))
                return false;
        }

        // What isn't UTF-8 is left escaped, so it is still there after unescaping.
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        return !path.Contains('%', StringComparison.Ordinal) || !Uri.UnescapeDataString(path.Replace("%25", "", StringComparison.Ordinal)).Contains('%', StringComparison.Ordinal);
    }
}
