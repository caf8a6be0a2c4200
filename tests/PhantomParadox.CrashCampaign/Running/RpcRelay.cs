using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PhantomParadox.CrashCampaign.Running;

/// <summary>Where a request is, on its way through a relay.</summary>
internal enum RelayPlace
{
    /// <summary>It has come, and the node doesn't have it yet.</summary>
    Asked,

    /// <summary>The node has answered, and who asked doesn't have it yet.</summary>
    Answered,
}

/// <summary>A Solana endpoint of its own in front of a node: it passes requests on, can be watched while it does, and can die.</summary>
internal sealed class RpcRelay : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly WebApplication _app;
    private volatile bool _isDead;

    private RpcRelay(string? node)
    {
        Node = node;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(PassAsync);
    }

    public string Address => _app.Urls.Single();

    /// <summary>Where requests are passed on to; null for nowhere: then they get a 503.</summary>
    public string? Node { get; set; }

    /// <summary>Told of each request's method and place, and waited for; null for nobody.</summary>
    public Func<string, RelayPlace, Task>? Watch { get; set; }

    public static async Task<RpcRelay> StartAsync(string? node)
    {
        var relay = new RpcRelay(node);
        await relay._app.StartAsync();
        return relay;
    }

    /// <summary>How often a method came to the node through here.</summary>
    public int Calls(string method) => _calls.GetValueOrDefault(method);

    /// <summary>Cuts each connection from now on, in the middle of a request too, as the endpoint of a node that is gone.</summary>
    public void Die() => _isDead = true;

    public async ValueTask DisposeAsync()
    {
        _isDead = true;
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        if (_isDead)
        {
            context.Abort();
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var request = JsonDocument.Parse(body.ToArray());
        var method = request.RootElement.GetProperty("method").GetString()!;
        await TellAsync(method, RelayPlace.Asked);
        if (_isDead)
        {
            context.Abort();
            return;
        }

        if (Node is not { } node)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        _calls.AddOrUpdate(method, 1, static (_, calls) => calls + 1);
        try
        {
            using var content = new ByteArrayContent(body.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _http.PostAsync(new Uri(node), content);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            await TellAsync(method, RelayPlace.Answered);
            if (_isDead)
            {
                context.Abort();
                return;
            }

            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            if (answer.Headers.RetryAfter is { } wait)
                context.Response.Headers.RetryAfter = wait.ToString();
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            // The node cut the connection, or who asked is gone.
            context.Abort();
        }
    }

    private Task TellAsync(string method, RelayPlace place) => Watch?.Invoke(method, place) ?? Task.CompletedTask;
}
