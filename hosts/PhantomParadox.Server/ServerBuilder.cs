using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using PhantomParadox.AspNetCore;

namespace PhantomParadox.Server;

/// <summary>Builds the host around the market: settings, Kestrel, logs, CORS.</summary>
internal static class ServerBuilder
{
    // What ASP.NET says of the beginning and end of each request.
    private const string RequestCategory = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>How long requests under way may take once the server is told to stop.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(25);

    public static WebApplicationBuilder Create(ServerArguments arguments)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = arguments.Settings,
            EnvironmentName = arguments.Environment,
            // Settings lie beside the binaries: the server behaves the same from any working directory.
            ContentRootPath = AppContext.BaseDirectory,
        });

        // What the process was given outranks the file, as everywhere with such files.
        var sources = builder.Configuration.Sources;
        var environment = sources.ToList().FindLastIndex(source => source is EnvironmentVariablesConfigurationSource);
        sources.Insert(environment < 0 ? sources.Count : environment, new MemoryConfigurationSource { InitialData = arguments.DotEnv });
        // What a demo has to say it shows by itself; whoever asks for more gets it.
        if (arguments.Demo)
            sources.Insert(0, new MemoryConfigurationSource { InitialData = [new("LOG_LEVEL", "warn")] });
        return builder;
    }

    public static void Configure(WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(Limit);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<PhantomParadoxRestOptions>>(
            (kestrel, rest) => kestrel.Limits.MaxRequestBodySize = rest.Value.MaxBodyBytes);
        if (settings.Url is { } url)
            builder.WebHost.UseUrls(url);

        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            policy.WithMethods("GET", "HEAD", "POST")
                .WithHeaders("content-type", "authorization", "idempotency-key")
                .WithExposedHeaders("PP-Seq", "PP-As-Of", "Idempotency-Replayed", "Retry-After");
            if (settings.OpenToAllOrigins)
                policy.AllowAnyOrigin();
            else
                policy.WithOrigins([.. settings.Origins]);
        }));
        Log(builder, settings);
    }

    /// <summary>What a connection may cost (RELIABILITY.md §3).</summary>
    private static void Limit(KestrelServerOptions kestrel)
    {
        const int kibibyte = 1_024;
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestHeadersTotalSize = 16 * kibibyte;
        limits.MaxRequestHeaderCount = 64;
        // The address, and around it the method and the version.
        limits.MaxRequestLineSize = (4 * kibibyte) + 32;
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MaxConcurrentConnections = 20_000;
        limits.MaxConcurrentUpgradedConnections = 16_000;
    }

    private static void Log(WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.Logging.SetMinimumLevel(settings.LogLevel);
        // Two lines a request would cost more than the request.
        builder.Logging.AddFilter("Microsoft", settings.LogLevel > LogLevel.Debug ? Max(LogLevel.Warning, settings.LogLevel) : LogLevel.Debug);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", settings.LogLevel);
        builder.Logging.ClearProviders();
        // Scopes nobody prints would be held by every socket for as long as it is open.
        builder.Services.AddOptions<LoggerFilterOptions>().Configure<IOptions<SimpleConsoleFormatterOptions>, IOptions<JsonConsoleFormatterOptions>>(
            (filter, line, json) =>
            {
                filter.CaptureScopes &= line.Value.IncludeScopes || json.Value.IncludeScopes;
                // The activity of a request is made for whoever listens to activities, and for this category: its trace would be in scopes
                // only, and its lines are not shown at this level.
                if (!filter.CaptureScopes && settings.LogLevel > LogLevel.Debug && filter.Rules.All(rule => rule.CategoryName != RequestCategory))
                    filter.AddFilter(RequestCategory, LogLevel.None);
            });
        if (settings.IsDevelopment)
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
                console.ColorBehavior = LoggerColorBehavior.Default;
            });
        }
        else
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
    }

    private static LogLevel Max(LogLevel one, LogLevel other) => one > other ? one : other;
}
