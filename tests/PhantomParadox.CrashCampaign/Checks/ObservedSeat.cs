using System.Text.Json;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>A seat of a jury as the market shows it.</summary>
/// <param name="Accepted">Whether it is taken.</param>
/// <param name="Voted">Whether its juror has voted.</param>
internal sealed record ObservedSeat(bool Accepted, bool Voted)
{
    /// <summary>The juror's wallet; null before the verdict.</summary>
    public string? Wallet { get; init; }

    /// <summary>Its choice and how sure it is, as marked; null before the verdict, and where it didn't vote.</summary>
    public string? Vote { get; init; }

    /// <summary>What it was paid.</summary>
    public long Reward { get; init; }

    public static ObservedSeat Of(JsonElement shown)
    {
        var wallet = shown.TryGetProperty("walletAddress", out var address) ? address.GetString() : null;
        var vote = shown.TryGetProperty("vote", out var choice) ? choice.GetString() : null;
        return new ObservedSeat(
            wallet is null ? shown.GetProperty("accepted").GetBoolean() : shown.TryGetProperty("acceptedAt", out _),
            wallet is null ? shown.GetProperty("voted").GetBoolean() : vote is not null)
        {
            Wallet = wallet,
            Vote = vote is null ? null : $"{vote} {shown.GetProperty("confidence").GetInt32()}",
            Reward = shown.TryGetProperty("reward", out var reward) ? reward.GetInt64() : 0,
        };
    }
}
