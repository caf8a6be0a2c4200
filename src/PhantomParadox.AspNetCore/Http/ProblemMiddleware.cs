using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.AspNetCore;

/// <summary>Answers as JSON where something around the endpoints fails, before any page of the framework's does.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private readonly ILogger _logger = logger;

    public Task InvokeAsync(HttpContext context)
    {
        Task answering;
        try
        {
            answering = next(context);
        }
#pragma warning disable CA1031 // It is looked at where those of a later moment are.
        catch (Exception error)
#pragma warning restore CA1031
        {
            answering = Task.FromException(error);
        }

        // An upgraded connection takes no answer any more, and a frame of this would be held for as long as it is open.
        return context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols || answering.IsCompletedSuccessfully
            ? answering
            : GuardAsync(context, answering);
    }

    private async Task GuardAsync(HttpContext context, Task answering)
    {
        try
        {
            await answering;
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
