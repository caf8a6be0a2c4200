using Microsoft.Extensions.Options;
using PhantomParadox;
using PhantomParadox.Hosting;
using PhantomParadox.Redis;
using PhantomParadox.Server;
using PhantomParadox.Solana;
using PhantomParadox.Sqlite;

try
{
    var arguments = ServerArguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(HelpText.Value);
        return 0;
    }

    await using var app = ServerApplication.Build(arguments);
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
catch (Exception refused) when (refused is SqliteStorageException or RedisSettingsException or JournalCorruptException or ChainFileException
    or SignerException or SettlementException)
{
    Console.Error.WriteLine(refused.Message);
    return 2;
}
catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine(error.Message + " Set PORT to another port.");
    return 1;
}
