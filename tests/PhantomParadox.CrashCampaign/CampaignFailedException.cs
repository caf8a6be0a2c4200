namespace PhantomParadox.CrashCampaign;

/// <summary>A promise is broken, or the host doesn't come back. The message says how to see it again.</summary>
internal sealed class CampaignFailedException(string message, Exception? cause = null) : Exception(message, cause);
