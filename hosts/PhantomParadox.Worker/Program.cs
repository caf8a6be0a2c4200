using Microsoft.Extensions.Options;
using PhantomParadox;
using PhantomParadox.Hosting;
using PhantomParadox.Redis;
using PhantomParadox.Solana;
using PhantomParadox.Sqlite;
using PhantomParadox.Worker;

try
{
    if (args is ["--help" or "-h"])
    {
        Console.WriteLine(HelpText.Value);
        return 0;
    }

    using var host = WorkerHost.Build(args);
    await host.RunAsync();
    return 0;
}
catch (OptionsValidationException invalid)
{
    foreach (var failure in invalid.Failures)
        Console.Error.WriteLine(failure);
    return 2;
}
catch (Exception refused) when (refused is StartupRefusedException or SqliteStorageException or RedisSettingsException
    or JournalCorruptException or ChainFileException or SignerException or SettlementException)
{
    Console.Error.WriteLine(refused.Message);
    return 2;
}
catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine(error.Message + " Set Health:Port to another port, or to off.");
    return 1;
}
