using Microsoft.AspNetCore.Http.Features;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Keeps hold of an upgraded connection's bytes, which outlast a WebSocket whose peer broke the protocol.</summary>
internal sealed class KeptUpgrade(IHttpUpgradeFeature upgrade) : IHttpUpgradeFeature
{
    /// <summary>The connection; null before the upgrade.</summary>
    public Stream? Stream { get; private set; }

    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => Stream = await upgrade.UpgradeAsync().ConfigureAwait(false);
}
