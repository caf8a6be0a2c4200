using PhantomParadox.AspNetCore;
using PhantomParadox.Server.Demo;

namespace PhantomParadox.Server;

/// <summary>Puts the server together.</summary>
internal static class ServerApplication
{
    /// <exception cref="StartupRefusedException">A setting forbids the start.</exception>
    public static WebApplication Build(ServerArguments arguments) =>
        Build(arguments, new DemoOptions(), Console.Out, DemoBuilder.IsTerminal());

    /// <inheritdoc cref="Build(ServerArguments)"/>
    public static WebApplication Build(ServerArguments arguments, DemoOptions demo, TextWriter output, bool isTerminal)
    {
        var builder = ServerBuilder.Create(arguments);
        var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
        ServerBuilder.Configure(builder, settings);
        builder.Services.AddPhantomParadox(settings.ConfigureMarket).BindConfiguration(builder.Configuration);
        builder.Services.AddPhantomParadoxRest();
        builder.Services.AddPhantomParadoxSocket(gateway => gateway.StrikesEnabled = !settings.IsDevelopment);
        if (arguments.Demo)
            DemoBuilder.Add(builder, demo, output, isTerminal);

        var app = builder.Build();
        app.UseCors();
        app.MapPhantomParadox();
        app.MapPhantomParadoxSocket();
        app.MapPhantomParadoxDashboard();
        app.MapPhantomParadoxFallback();
        // In Development the demo says by itself what it is.
        if (!arguments.Demo || !settings.IsDevelopment)
            StartupReport.Write(app.Logger, app.Environment.EnvironmentName, settings);
        return app;
    }
}
