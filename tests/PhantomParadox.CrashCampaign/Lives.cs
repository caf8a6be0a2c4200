using PhantomParadox.CrashCampaign.Running;

namespace PhantomParadox.CrashCampaign;

/// <summary>A campaign's markets, one after another.</summary>
internal static class Lives
{
    /// <summary>Runs as many as the kills take.</summary>
    /// <param name="options">What the campaign does.</param>
    /// <param name="live">Runs one, and adds what came of it to what came before.</param>
    /// <param name="tell">Told how it goes.</param>
    /// <exception cref="CampaignFailedException">The host isn't built.</exception>
    public static async Task<TResult> RunAsync<TResult>(
        CampaignOptions options, Func<CampaignOptions, TResult, Task<TResult>> live, Action<string> tell)
        where TResult : new()
    {
        if (!File.Exists(HostProcess.Assembly))
            throw new CampaignFailedException($"The host is not built: {HostProcess.Assembly} is missing.");
        var result = new TResult();
        var lives = 0;
        for (var left = options.Kills; left > 0; left -= options.KillsPerLife, lives++)
        {
            // Each life has a seed of its own, by which it alone can be repeated.
            var life = options with { Kills = Math.Min(left, options.KillsPerLife), Seed = options.Seed + lives };
            result = await live(life, result);
            tell($"seed {life.Seed}: {result}");
        }

        return result;
    }
}
