namespace PhantomParadox.Server.Demo;

/// <summary>Adds the demo to a host.</summary>
internal static class DemoBuilder
{
    /// <param name="builder">The host, its logging already set up.</param>
    /// <param name="options">How lively the demo is.</param>
    /// <param name="output">Where it is shown.</param>
    /// <param name="isTerminal">Whether that is a terminal, which obeys escapes.</param>
    public static void Add(WebApplicationBuilder builder, DemoOptions options, TextWriter output, bool isTerminal)
    {
        var log = new DemoLog(TimeProvider.System);
        if (isTerminal)
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(log);
        }

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<DemoFigures>();
        builder.Services.AddSingleton(services => new DemoScreen(
            services.GetRequiredService<DemoFigures>(), log, services.GetRequiredService<TimeProvider>(), output, isTerminal));
        builder.Services.AddHostedService<DemoService>();
    }

    /// <summary>Whether the standard output is a terminal that redraws.</summary>
    public static bool IsTerminal() => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
