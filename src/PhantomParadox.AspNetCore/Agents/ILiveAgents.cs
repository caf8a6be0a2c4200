namespace PhantomParadox.AspNetCore;

/// <summary>What the gateway knows of connected agents and the market was never told: overlaid on reads.</summary>
internal interface ILiveAgents
{
    /// <summary>Finds what an agent said last. False where it isn't connected to this host.</summary>
    bool TryGet(AgentId id, out LiveAgent live);
}

/// <summary>The newest word of a connected agent.</summary>
/// <param name="LastHeartbeatMs">When, in epoch milliseconds.</param>
/// <param name="MetricsJson">Its <c>metrics</c>: a JSON object; empty where it sent none.</param>
/// <param name="ConfigJson">Its <c>config</c>: a JSON object; empty where it sent none.</param>
/// <param name="LocationJson">Its <c>location</c>: a JSON object; empty where it sent none.</param>
internal readonly record struct LiveAgent(
    long LastHeartbeatMs, ReadOnlyMemory<byte> MetricsJson, ReadOnlyMemory<byte> ConfigJson, ReadOnlyMemory<byte> LocationJson);
