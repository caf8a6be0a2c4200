using System.Diagnostics;
using System.Globalization;
using PhantomParadox.CrashImages;

try
{
    var options = CrashImagesOptions.Parse(args);
    var since = Stopwatch.GetTimestamp();
    var result = await ImageCampaign.RunAsync(options, Console.WriteLine);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(since).TotalSeconds:0} s. {result}"));
    return 0;
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
catch (CrashImagesFailedException failed)
{
    Console.Error.WriteLine(failed.Message);
    return 1;
}
