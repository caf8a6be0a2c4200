namespace PhantomParadox.CrashCampaign.Log;

/// <summary>A request that its client named, so that it can be sent again as it was.</summary>
/// <param name="Key">Its <c>Idempotency-Key</c>.</param>
/// <param name="Path">Where it was sent.</param>
/// <param name="Body">What was sent, byte by byte.</param>
internal sealed record KeyedRequest(string Key, string Path, byte[] Body);
