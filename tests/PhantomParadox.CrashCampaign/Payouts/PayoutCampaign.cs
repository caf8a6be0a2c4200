using PhantomParadox.CrashCampaign.Running;

namespace PhantomParadox.CrashCampaign.Payouts;

/// <summary>Markets that pay on a local chain and are killed while they do, one after another.</summary>
internal static class PayoutCampaign
{
    /// <summary>Runs one.</summary>
    /// <param name="options">What it does.</param>
    /// <param name="tell">Told how it goes.</param>
    /// <exception cref="CampaignFailedException">Somebody was paid twice, or too little, or the host doesn't come back.</exception>
    public static Task<PayoutResult> RunAsync(CampaignOptions options, Action<string> tell) =>
        Lives.RunAsync<PayoutResult>(options, LifeAsync, tell);

    private static async Task<PayoutResult> LifeAsync(CampaignOptions options, PayoutResult before)
    {
        var folder = Directory.CreateTempSubdirectory("pp-crash-payouts-").FullName;
        await using var life = new PayoutLife(options, folder, before);
        PayoutResult result;
        try
        {
            result = await life.RunAsync();
        }
        catch (Exception error)
        {
            throw new CampaignFailedException(
                $"""
                {error.Message}
                Repeat: {options.Command}
                What is left of the market: {folder}
                The host said last:
                    {life.HostSaid}
                """, error);
        }

        Directory.Delete(folder, recursive: true);
        return result;
    }
}
