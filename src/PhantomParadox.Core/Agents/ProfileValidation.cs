using PhantomParadox.Identity;
using PhantomParadox.Validation;

namespace PhantomParadox.Agents;

/// <summary>What a profile must be to be taken.</summary>
internal static class ProfileValidation
{
    public const long MostBandwidth = int.MaxValue;
    private const long MostData = 9_007_199_254_740_991;

    /// <summary>The refusal of a bad profile, naming every field; null for a good one.</summary>
    public static Refusal? Check(AgentProfile profile)
    {
        var errors = new FieldErrors();
        if (!WalletText.IsValid(profile.Wallet))
            errors.Add("agent", FieldErrors.WalletRule);
        errors.RequireText("platform", profile.Platform, 32);
        errors.RequireText("version", profile.Version, 32);
        errors.RequireCapabilities("capabilities", profile.Capabilities);
        errors.RequireRange("config.maxBandwidth", profile.MaxBandwidth, -1, MostBandwidth);
        errors.RequireRange("config.dailyDataCap", profile.DailyDataCap, -1, MostData);
        errors.RequireRange("config.capacity", profile.Capacity, 1, 64);
        errors.RequireRange("metrics.bytesRelayed", profile.BytesRelayed, 0, MostData);
        if (profile.Operator is null || profile.Operator.Length > 64)
            errors.Add("config.operator", "must be at most 64 characters");
        return errors.ToRefusal();
    }
}
