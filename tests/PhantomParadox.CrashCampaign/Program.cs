using System.Diagnostics;
using System.Globalization;
using PhantomParadox.CrashCampaign;
using PhantomParadox.Redis.Tests.Running;

try
{
    var options = CampaignOptions.Parse(args);
    if (options.Redis && RedisServer.Binary is null)
        throw new FormatException("--storage redis needs redis-server (Debian: apt-get install redis-server).");
    var since = Stopwatch.GetTimestamp();
    var result = await Campaign.RunAsync(options, Console.WriteLine);
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
