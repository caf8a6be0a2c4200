using PhantomParadox.CrashCampaign.Running;

namespace PhantomParadox.CrashCampaign;

/// <summary>Markets that are killed again and again, one after another.</summary>
internal static class Campaign
{
    /// <summary>Runs one.</summary>
    /// <param name="options">What it does.</param>
    /// <param name="tell">Told how it goes.</param>
    /// <exception cref="CampaignFailedException">A promise is broken, or the host doesn't come back.</exception>
    public static async Task<CampaignResult> RunAsync(CampaignOptions options, Action<string> tell)
    {
        if (!File.Exists(HostProcess.Assembly))
            throw new CampaignFailedException($"The host is not built: {HostProcess.Assembly} is missing.");
        var result = new CampaignResult();
        var lives = 0;
        for (var left = options.Kills; left > 0; left -= options.KillsPerLife, lives++)
        {
            // Each life has a seed of its own, by which it alone can be repeated.
            var life = options with { Kills = Math.Min(left, options.KillsPerLife), Seed = options.Seed + lives };
            result = await LifeAsync(life, result);
            tell($"seed {life.Seed}: {result}");
        }
        return result;
    }

    private static async Task<CampaignResult> LifeAsync(CampaignOptions options, CampaignResult before)
    {
        var folder = Directory.CreateTempSubdirectory("pp-crash-").FullName;
        await using IGround ground = options.Redis ? await RedisGround.StartAsync() : new SqliteGround(Path.Combine(folder, "market.db"));
        await using var life = new Life(options, folder, ground, before);
        CampaignResult result;
        try
        {
            result = await life.RunAsync();
        }
        catch (Exception error)
        {
            await File.WriteAllLinesAsync(Path.Combine(folder, "operations.txt"), life.Log.Jobs().Select(job => job.ToString()));
            throw new CampaignFailedException(
                $"""
                {error.Message}
                Repeat: {options.Command}
                What the clients were told and what is left: {folder}
                The host said last:
                    {life.HostSaid}
                """, error);
        }
        Directory.Delete(folder, recursive: true);
        return result;
    }
}
