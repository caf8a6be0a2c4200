using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PhantomParadox.Server;
using PhantomParadox.Server.Demo;

namespace PhantomParadox.AspNetCore.Tests.Server;

/// <summary>The reference host on a port that the system chooses, as its command line builds it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app, WatchedOutput output)
    {
        (_app, Output) = (app, output);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    /// <summary>What a demo has written so far; all of it once the server has stopped.</summary>
    public WatchedOutput Output { get; }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts one that forgets everything, or whose market lies in a file.</summary>
    public static async Task<RunningServer> StartAsync(string[] args, DemoOptions? demo = null, bool isTerminal = false, string? storage = null)
    {
        var output = new WatchedOutput();
        var arguments = ServerArguments.Parse(
            [.. args, storage is null ? "--ephemeral" : "--Storage:Path=" + storage, "--environment", "Development", "--PORT=0", "--LOG_LEVEL=error"], _ => null, new Dictionary<string, string?>());
        var app = ServerApplication.Build(arguments, demo ?? new DemoOptions(), output, isTerminal);
        await app.StartAsync();
        return new RunningServer(app, output);
    }

    public async Task StopAsync() => await _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
