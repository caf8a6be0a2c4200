using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.AspNetCore;

/// <summary>Maps the market's endpoints: each with its faults turned into problems, each path with an answer to other methods.</summary>
internal sealed partial class RestRoutes(IEndpointRouteBuilder endpoints, IMarket market, int maxBodyBytes, RequestDeadline deadline, ILogger logger)
{
    private static readonly string[] Reading = ["GET", "HEAD"];
    private static readonly string[] Posting = ["POST"];

    private readonly Dictionary<string, List<string>> _methods = new(StringComparer.Ordinal);
    private readonly ILogger _logger = logger;

    /// <summary>Maps a read of the market; for operators alone where there is a key.</summary>
    public void Get(string pattern, RequestDelegate handler, OperatorKey? key = null) => Map(pattern, Reading, context =>
    {
        if (key?.Check(context) is { } unknown)
            return ProblemReply.WriteAsync(context, unknown);
        if (MarketGate.Closed(market.Condition) is not { } closed)
            return handler(context);
        if (market.AsOf is not { } asOf)
            return ProblemReply.WriteAsync(context, closed);
        context.Response.Headers[Reply.AsOfHeader] = asOf.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return handler(context);
    });

    /// <summary>Maps a read that is answered whatever the market's condition.</summary>
    public void GetAlways(string pattern, RequestDelegate handler) => Map(pattern, Reading, handler);

    /// <summary>Maps a command with a body; for operators alone where there is a key.</summary>
    public void Post<T>(string pattern, JsonTypeInfo<T> type, Func<HttpContext, T, Task> handler, OperatorKey? key = null)
        where T : class => Map(pattern, Posting, context =>
    {
        if (key?.Check(context) is { } unknown)
            return ProblemReply.WriteAsync(context, unknown);
        if (RequestKey.Check(context.Request) is { } badKey)
            return ProblemReply.WriteAsync(context, badKey);
        var reading = RequestBody.ReadAsync(context.Request, type, maxBodyBytes, deadline.Next());
        // Mostly it has come with the head, and no frame waits beside the handler's own.
        return reading.IsCompletedSuccessfully ? HandleAsync(context, reading.Result, handler) : HandleLaterAsync(context, reading, handler);
    });

    /// <summary>Maps an answer to everything else below a path.</summary>
    public void Fallback(string pattern) =>
        endpoints.MapFallback(pattern, Guard(NotFoundAsync)).WithDisplayName("PhantomParadox " + pattern);

    /// <summary>Gives every path mapped so far an answer to the methods that it doesn't know.</summary>
    public void RefuseOtherMethods()
    {
        foreach (var (pattern, methods) in _methods)
        {
            var allow = string.Join(", ", methods);
            endpoints.Map(pattern, Guard(context =>
            {
                context.Response.Headers.Allow = allow;
                return ProblemReply.WriteAsync(context, new Fault(ProblemKinds.MethodNotAllowed, $"Here the methods are: {allow}."));
            })).WithDisplayName("PhantomParadox " + pattern).WithOrder(1);
        }
    }

    private Fault Describe(BadHttpRequestException error) => error.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Fault.Of(RefusalCode.TooLarge, $"The body must have at most {maxBodyBytes} bytes."),
        StatusCodes.Status408RequestTimeout => new Fault(ProblemKinds.BodyTimeout, "The body took too long to arrive."),
        _ => new Fault(ProblemKinds.MalformedRequest with { Status = error.StatusCode }, "The request could not be read."),
    };

    private Task HandleAsync<T>(HttpContext context, in RequestBody<T> body, Func<HttpContext, T, Task> handler)
        where T : class
    {
        if (body.Value is not { } request)
            return ProblemReply.WriteAsync(context, body.Fault!);
        return MarketGate.Closed(market.Condition) is { } closed ? ProblemReply.WriteAsync(context, closed) : handler(context, request);
    }

    private async Task HandleLaterAsync<T>(HttpContext context, ValueTask<RequestBody<T>> reading, Func<HttpContext, T, Task> handler)
        where T : class => await HandleAsync(context, await reading, handler);

    private static Task NotFoundAsync(HttpContext context) => ProblemReply.WriteAsync(
        context,
        context.IsWellEscaped()
            ? new Fault(ProblemKinds.NotFound, "There is nothing at this path.")
            : new Fault(ProblemKinds.MalformedRequest, "The path has a malformed percent escape."));

    private void Map(string pattern, string[] methods, RequestDelegate handler)
    {
        if (!_methods.TryGetValue(pattern, out var known))
            _methods.Add(pattern, known = []);
        known.AddRange(methods);
        endpoints.MapMethods(pattern, methods, Guard(handler)).WithDisplayName($"PhantomParadox {methods[0]} {pattern}");
    }

    private RequestDelegate Guard(RequestDelegate handler) => async context =>
    {
        try
        {
            await handler(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to hear an answer.
        }
        catch (OperationCanceledException error) when (error.CancellationToken.IsCancellationRequested && !context.Response.HasStarted)
        {
            await ProblemReply.WriteAsync(context, HttpMethods.IsPost(context.Request.Method)
                ? new Fault(ProblemKinds.CommandTimeout, "The market has not answered in time; the command may still be carried out. Look before you repeat it.")
                : new Fault(ProblemKinds.ReadTimeout, "The market has not answered in time."));
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await ProblemReply.WriteAsync(context, Describe(error));
        }
        catch (ConnectionResetException)
        {
            // The connection broke while the body was on its way.
        }
#pragma warning disable CA1031 // Whatever goes wrong with one request ends there.
        catch (Exception error) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            var trace = ProblemReply.TraceId(context);
            LogFailed(error, context.Request.Method, context.GetEndpoint()?.DisplayName, trace);
            await ProblemReply.WriteAsync(context, new Fault(ProblemKinds.EdgeFault, "Something went wrong here; the trace id finds it in the server's log."));
        }
    };

    [LoggerMessage(1, LogLevel.Error, "{Method} {Endpoint} failed; trace {TraceId}.")]
    private partial void LogFailed(Exception error, string method, string? endpoint, string traceId);
}
