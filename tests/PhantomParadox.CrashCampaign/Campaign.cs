using PhantomParadox.CrashCampaign.Running;

namespace PhantomParadox.CrashCampaign;

/// <summary>Markets that are killed again and again, one after another.</summary>
internal static class Campaign
{
    /// <summary>Runs one.</summary>
    /// <param name="options">What it does.</param>
    /// <param name="tell">Told how it goes.</param>
    /// <exception cref="CampaignFailedException">A promise is broken, or the host doesn't come back.</exception>
    public static Task<CampaignResult> RunAsync(CampaignOptions options, Action<string> tell) =>
        Lives.RunAsync<CampaignResult>(options, LifeAsync, tell);

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
