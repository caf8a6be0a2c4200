using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace PhantomParadox.AspNetCore;

/// <summary>Serves the page that shows the market in a browser. It shows what the market's endpoints tell everybody, and nothing more.</summary>
internal static class DashboardEndpoints
{
    // What strangers wrote is shown on it: should any of it ever be taken for markup, this keeps it from doing anything.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(RestRoutes routes)
    {
        Map(routes, "/", "page.html", "text/html; charset=utf-8");
        Map(routes, "/dashboard/page.css", "page.css", "text/css; charset=utf-8");
        Map(routes, "/dashboard/page.js", "page.js", "text/javascript; charset=utf-8");
    }

    private static void Map(RestRoutes routes, string pattern, string name, string contentType)
    {
        var file = DashboardFile.Load(name, contentType);
        routes.GetAlways(pattern, context => WriteAsync(context, file));
    }

    private static Task WriteAsync(HttpContext context, DashboardFile file)
    {
        var response = context.Response;
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        headers.ETag = file.Tag;
        if (EntityTagHeaderValue.TryParseList(context.Request.Headers.IfNoneMatch, out var known)
            && known.Any(tag => tag.Tag == "*" || tag.Tag == file.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        headers.ContentType = file.ContentType;
        headers.ContentLength = file.Content.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(file.Content).AsTask();
    }
}
