using System.Diagnostics;
using System.Globalization;
using PhantomParadox.CrashCampaign;
using PhantomParadox.CrashCampaign.Payouts;
using PhantomParadox.Redis.Tests.Running;
using PhantomParadox.Solana.Tests.Running;

try
{
    var options = CampaignOptions.Parse(args);
    if (options.Redis && RedisServer.Binary is null)
        throw new FormatException("--storage redis needs redis-server (Debian: apt-get install redis-server).");
    if (options.Payouts && LocalRpcFolder.WhatIsMissing is { } missing)
        throw new FormatException($"--payouts: {missing}");
    var since = Stopwatch.GetTimestamp();
    var result = options.Payouts
        ? (await PayoutCampaign.RunAsync(options, Console.WriteLine)).ToString()
        : (await Campaign.RunAsync(options, Console.WriteLine)).ToString();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(since).TotalSeconds:0} s. {result}"));
    return 0;
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
catch (CampaignFailedException failed)
{
    Console.Error.WriteLine(failed.Message);
    return 1;
}
