using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

/// <summary>The endpoints on a real Kestrel, over a market in memory.</summary>
public sealed class RestServer : IAsyncLifetime
{
    private WebApplication? _app;

    public HttpClient Client { get; } = new();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPhantomParadox();
        builder.Services.AddPhantomParadoxRest();
        _app = builder.Build();
        _app.MapPhantomParadox();
        _app.MapPhantomParadoxFallback();
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
    }

    public async Task<(HttpResponseMessage Reply, JsonElement Body)> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        var reply = await Client.SendAsync(request);
        return (reply, await reply.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Sends what must be refused, and returns the code.</summary>
    public async Task<string?> RefusedAsync(HttpStatusCode status, HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        var (reply, problem) = await SendAsync(method, path, body, contentType);
        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("error").GetString());
        Assert.NotEqual("", problem.GetProperty("traceId").GetString());
        return problem.GetProperty("code").GetString();
    }
}
