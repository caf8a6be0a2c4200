using Microsoft.Extensions.Options;
using PhantomParadox.AspNetCore;
using PhantomParadox.Server;

try
{
    var arguments = ServerArguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(HelpText.Value);
        return 0;
    }

    var builder = ServerBuilder.Create(arguments);
    var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
    ServerBuilder.Configure(builder, settings);
    builder.Services.AddPhantomParadox(settings.ConfigureMarket).BindConfiguration(builder.Configuration);
    builder.Services.AddPhantomParadoxRest();
    builder.Services.AddPhantomParadoxSocket(gateway => gateway.StrikesEnabled = !settings.IsDevelopment);

    var app = builder.Build();
    app.UseCors();
    app.MapPhantomParadox();
    app.MapPhantomParadoxSocket();
    app.MapPhantomParadoxFallback();
    StartupReport.Write(app.Logger, app.Environment.EnvironmentName, settings);
    await app.RunAsync();
    return 0;
}
catch (StartupRefusedException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 2;
}
catch (OptionsValidationException invalid)
{
    foreach (var failure in invalid.Failures)
        Console.Error.WriteLine(failure);
    return 2;
}
catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine(error.Message + " Set PORT to another port.");
    return 1;
}
