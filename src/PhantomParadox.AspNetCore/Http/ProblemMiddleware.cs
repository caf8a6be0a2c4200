using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.AspNetCore;

/// <summary>Answers as JSON where something around the endpoints fails, before any page of the framework's does.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private readonly ILogger _logger = logger;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to hear an answer.
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await ProblemReply.WriteAsync(
                context, new Fault(ProblemKinds.MalformedRequest with { Status = error.StatusCode }, "The request could not be read."));
        }
#pragma warning disable CA1031 // Whatever goes wrong with one request ends there.
        catch (Exception error) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            var trace = ProblemReply.TraceId(context);
            LogFailed(error, context.Request.Method, context.GetEndpoint()?.DisplayName, trace);
            await ProblemReply.WriteAsync(context, new Fault(ProblemKinds.EdgeFault, "Something went wrong here; the trace id finds it in the server's log."));
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} {Endpoint} failed; trace {TraceId}.")]
    private partial void LogFailed(Exception error, string method, string? endpoint, string traceId);
}
