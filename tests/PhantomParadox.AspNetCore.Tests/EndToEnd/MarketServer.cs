using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PhantomParadox.Server;
using Xunit;

namespace PhantomParadox.EndToEnd;

/// <summary>The reference host as it is shipped, on a port of its own.</summary>
public sealed class MarketServer : IAsyncLifetime
{
    /// <summary>How long a test waits for what must come; only a failing test waits so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private int _wallets;

    public MarketServer()
        : this([])
    {
    }

    internal MarketServer(string[] settings, Action<WebApplicationBuilder>? prepare = null, Action<WebApplication>? extend = null)
    {
        _app = ServerApplication.Build(
            new ServerArguments
            {
                Environment = settings.Contains("Production") ? Environments.Production : Environments.Development,
                DotEnv = new Dictionary<string, string?>(),
                Settings = ["--Urls=http://127.0.0.1:0", "--Storage:Mode=Memory", .. settings.Where(setting => setting.StartsWith("--", StringComparison.Ordinal))],
            },
            builder =>
            {
                builder.Logging.ClearProviders();
                prepare?.Invoke(builder);
            });
        extend?.Invoke(_app);
    }

    public HttpClient Client { get; } = new();

    public Uri Address => Client.BaseAddress!;

    internal LocalMarket Market => _app.Services.GetRequiredService<LocalMarket>();

    public IHostApplicationLifetime Lifetime => _app.Lifetime;

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.Single());
        Client.Timeout = Patience;
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    internal static async Task<MarketServer> StartAsync(
        string[] settings, Action<WebApplicationBuilder>? prepare = null, Action<WebApplication>? extend = null)
    {
        var server = new MarketServer(settings, prepare, extend);
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A name that no other test of this server uses.</summary>
    public string Name(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Interlocked.Increment(ref _wallets)}");

    public async Task<(HttpResponseMessage Reply, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            var bytes = body as byte[] ?? (body is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(body));
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        var reply = await Client.SendAsync(request);
        return (reply, method == HttpMethod.Head ? default : await reply.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var (reply, body) = await SendAsync(HttpMethod.Get, path);
        Assert.True(reply.StatusCode == HttpStatusCode.OK, $"{path}: {reply.StatusCode} {body}");
        return body;
    }

    public async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var (reply, answer) = await SendAsync(HttpMethod.Post, path, body);
        Assert.True(reply.StatusCode == expected, $"{path}: {reply.StatusCode} {answer}");
        return answer;
    }

    /// <summary>Posts a job and returns its id.</summary>
    public async Task<string> PostJobAsync(
        string buyer = "buyer", string type = "relay", long amount = 1_000, bool autoApprove = true, object? requirements = null, int maxAttempts = 1, long? deadline = null)
    {
        var job = await PostAsync(
            "/api/jobs",
            new { type, brainsAddress = buyer, description = "work", payment = new { amount, currency = "SOL" }, autoApprove, requirements, maxAttempts, deadline },
            HttpStatusCode.Created);
        return job.GetProperty("job").GetProperty("id").GetString()!;
    }

    public async Task<JsonElement> JobAsync(string id) => (await GetAsync("/api/jobs/" + id)).GetProperty("job");

    public async Task<string?> StatusOfAsync(string job) => (await JobAsync(job)).GetProperty("status").GetString();

    /// <summary>Sends what must be refused, and returns the code.</summary>
    public async Task<string?> RefusedAsync(HttpStatusCode status, HttpMethod method, string path, object? body = null, string contentType = "application/json")
    {
        var (reply, problem) = await SendAsync(method, path, body, contentType);
        return Problem(status, reply, problem);
    }

    public static string? Problem(HttpStatusCode status, HttpResponseMessage reply, JsonElement problem)
    {
        Assert.True(status == reply.StatusCode, $"{reply.RequestMessage!.RequestUri}: {reply.StatusCode} {problem}");
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        foreach (var member in (string[])["type", "title", "code", "detail", "error", "traceId"])
            Assert.False(string.IsNullOrEmpty(problem.GetProperty(member).GetString()), member);
        return problem.GetProperty("code").GetString();
    }

    /// <summary>What must not change where something was refused: the figures and the position of the journal.</summary>
    public async Task<string> FactsAsync()
    {
        var (reply, figures) = await SendAsync(HttpMethod.Get, "/api/stats");
        return string.Join(
            '\n', reply.Headers.GetValues("PP-Seq").Single(), figures.GetProperty("agents"), figures.GetProperty("jobs"), figures.GetProperty("disputes"));
    }

    /// <summary>The market's events from now on.</summary>
    internal EventWatch Watch() => new(Market);

    /// <summary>Connects a socket that has said nothing yet.</summary>
    internal Task<AgentProbe> ConnectAsync() => AgentProbe.ConnectAsync(Address);

    /// <summary>Connects an agent, its first heartbeat answered.</summary>
    internal async Task<AgentProbe> AgentAsync(string wallet, string[]? capabilities = null, object? config = null)
    {
        var agent = await ConnectAsync();
        await agent.BeatAsync(wallet, capabilities, config);
        return agent;
    }

    /// <summary>Has an agent of its own do a job from beginning to end.</summary>
    public async Task WorksAsync()
    {
        Assert.Equal("ok", (await GetAsync("/health")).GetProperty("status").GetString());
        var capability = Name("check");
        await using var watch = Watch();
        var agent = await AgentAsync(Name("worker"), ["relay", capability]);
        var job = await PostJobAsync(requirements: new { capabilities = new[] { capability } });
        Assert.Equal(job, (await agent.NextAsync("job_assignment")).GetProperty("job").GetProperty("id").GetString());
        await agent.SendAsync(new { type = "job_progress", jobId = job, progress = 50 });
        await agent.SendAsync(new { type = "job_complete", jobId = job, success = true, output = "done" });
        await agent.PaidAsync(1_000);
        Assert.Equal("completed", await StatusOfAsync(job));
        await agent.DisposeAsync();
        // The next test compares figures: this agent's leaving must not fall into it.
        await watch.UntilAsync(MarketEventKind.SessionClosed);
    }
}
