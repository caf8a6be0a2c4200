using Microsoft.AspNetCore.Http.Features;
using PhantomParadox.AspNetCore;
using PhantomParadox.Server.Demo;

namespace PhantomParadox.Server;

/// <summary>Puts the server together.</summary>
internal static class ServerApplication
{
    /// <param name="arguments">What the process was given.</param>
    /// <param name="prepare">Changes the host before its services are added.</param>
    /// <exception cref="StartupRefusedException">A setting forbids the start.</exception>
    public static WebApplication Build(ServerArguments arguments, Action<WebApplicationBuilder>? prepare = null) =>
        Build(arguments, new DemoOptions(), Console.Out, DemoBuilder.IsTerminal(), prepare);

    /// <inheritdoc cref="Build(ServerArguments, Action{WebApplicationBuilder})"/>
    public static WebApplication Build(
        ServerArguments arguments, DemoOptions demo, TextWriter output, bool isTerminal, Action<WebApplicationBuilder>? prepare = null)
    {
        var builder = ServerBuilder.Create(arguments);
        var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
        ServerBuilder.Configure(builder, settings);
        prepare?.Invoke(builder);
        var market = builder.Services.AddPhantomParadox(settings.ConfigureMarket).BindConfiguration(builder.Configuration);
        settings.Storage.Configure(market, builder.Configuration.GetSection("Redis"));
        if (settings.BeaconPath is { } beacon && !settings.Solana.Seeds)
            market.UseChainBeacon(beacon);
        settings.Solana.Configure(market);
        builder.Services.AddPhantomParadoxRest(builder.Configuration.GetSection("Rest").Bind);
        builder.Services.Configure<OperatorOptions>(builder.Configuration.GetSection("Operator"));
        builder.Services.AddPhantomParadoxSocket(gateway =>
        {
            settings.ConfigureGateway(gateway);
            builder.Configuration.GetSection("Gateway").Bind(gateway);
        });
        if (arguments.Demo)
            DemoBuilder.Add(builder, demo, output, isTerminal);

        var app = builder.Build();
        app.UsePhantomParadoxProblems();
        // It has nothing to say to who names no origin. What it makes for a request would be held for as long as a socket is open, and browsers
        // don't ask it about sockets.
        app.UseWhen(context => context.Request.Headers.Origin.Count > 0 && !IsUpgrade(context), requests => requests.UseCors());
        app.MapPhantomParadox();
        app.MapPhantomParadoxSocket();
        app.MapPhantomParadoxDashboard();
        app.MapPhantomParadoxFallback();
        // In Development the demo says by itself what it is.
        if (!arguments.Demo || !settings.IsDevelopment)
            StartupReport.Write(app.Logger, app.Environment.EnvironmentName, settings);
        return app;
    }

    private static bool IsUpgrade(HttpContext context) => context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };
}
