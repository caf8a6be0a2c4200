using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Unicode;
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

    public static bool TryGetPayout(this HttpContext context, out PayoutId id) => PayoutId.TryParse(context.Parameter("id"), out id);

    /// <summary>Says that a path names nothing: as malformed where its escapes are, else as unknown.</summary>
    public static Fault Unknown(this HttpContext context, RefusalCode code, string detail) =>
        context.IsWellEscaped()
            ? Fault.Of(code, detail)
            : new Fault(ProblemKinds.MalformedRequest, "The path has a malformed percent escape.");

    /// <summary>Whether the request's target is well escaped.</summary>
    public static bool IsWellEscaped(this HttpContext context) => IsWellEscaped(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");

    public static Fault UnknownJob(this HttpContext context) => context.Unknown(RefusalCode.JobNotFound, "There is no such job.");

    public static Fault UnknownAgent(this HttpContext context) => context.Unknown(RefusalCode.AgentNotFound, "There is no such agent.");

    public static Fault UnknownDispute(this HttpContext context) => context.Unknown(RefusalCode.DisputeNotFound, "There is no such dispute.");

    public static Fault UnknownPayout(this HttpContext context) => context.Unknown(RefusalCode.PayoutNotFound, "There is no such payout.");

    /// <summary>Whether every percent sign of a target begins an escape, and those of its path make UTF-8.</summary>
    public static bool IsWellEscaped(string target)
    {
        if (!target.Contains('%', StringComparison.Ordinal))
            return true;

        var bytes = new List<byte>(target.Length);
        var inPath = true;
        for (var i = 0; i < target.Length; i++)
        {
            inPath &= target[i] != '?';
            var value = (byte)target[i];
            if (target[i] == '%')
            {
                if (i + 2 >= target.Length || !byte.TryParse(target.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
                    return false;
                i += 2;
            }

            if (inPath)
                bytes.Add(value);
        }

        return Utf8.IsValid(CollectionsMarshal.AsSpan(bytes));
    }
}
