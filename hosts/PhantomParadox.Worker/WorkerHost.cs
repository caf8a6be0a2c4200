using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Hosting.WindowsServices;

namespace PhantomParadox.Worker;

/// <summary>Puts the worker together: a generic host, and a market in it.</summary>
internal static class WorkerHost
{
    /// <summary>How long the market may take to finish what it was given once the worker is told to stop.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(25);

    /// <param name="arguments">Settings, as <c>--name value</c>.</param>
    /// <param name="prepare">Changes the host before its services are added.</param>
    /// <exception cref="StartupRefusedException">A setting forbids the start.</exception>
    public static IHost Build(string[] arguments, Action<HostApplicationBuilder>? prepare = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = arguments,
            // Settings lie beside the binaries: the worker behaves the same from any working directory.
            ContentRootPath = AppContext.BaseDirectory,
        });
        var settings = WorkerSettings.Read(builder.Configuration);
        Log(builder, settings.LogLevel);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        // Each does nothing where it doesn't run under its own kind of manager.
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(service => service.ServiceName = "PhantomParadox");
        prepare?.Invoke(builder);

        // Before the market, so that health answers while the market reads its journal, and until it has drained.
        if (settings.HealthPort is { } port)
            builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<HealthListener>(services, new HealthPort(port)));
        var market = builder.Services.AddPhantomParadox(settings.Solana.ConfigureMarket).BindConfiguration(builder.Configuration);
        settings.Storage.Configure(market, builder.Configuration.GetSection("Redis"));
        if (settings.BeaconPath is { } beacon && !settings.Solana.Seeds)
            market.UseChainBeacon(beacon);
        settings.Solana.Configure(market);
        return builder.Build();
    }

    private static void Log(HostApplicationBuilder builder, LogLevel level)
    {
        builder.Logging.SetMinimumLevel(level);
        builder.Logging.AddFilter("Microsoft", level > LogLevel.Debug ? LogLevel.Warning : LogLevel.Debug);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", level);
        // The journal of systemd and the event log of Windows have formats of their own.
        if (SystemdHelpers.IsSystemdService() || WindowsServiceHelpers.IsWindowsService())
            return;
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
    }
}
