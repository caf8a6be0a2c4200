using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.LoadTest.Baselines;

/// <summary>Kestrel with one route that reads the body to its end, looks at nothing, and answers 201 with the same bytes.</summary>
internal sealed class BareJobServer : IBareServer
{
    private readonly WebApplication _application;

    public BareJobServer(byte[] answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.MapPost("/api/jobs", (HttpContext context) => AnswerAsync(context, answer));
    }

    public async Task<int> StartAsync()
    {
        await _application.StartAsync();
        return new Uri(_application.Urls.Single()).Port;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, byte[] answer)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(context.RequestAborted);
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = answer.Length;
        await context.Response.BodyWriter.WriteAsync(answer, context.RequestAborted);
    }
}
