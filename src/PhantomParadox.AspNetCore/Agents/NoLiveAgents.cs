namespace PhantomParadox.AspNetCore;

/// <summary>Stands in for the gateway where none is mapped: reads show what the market knows.</summary>
internal sealed class NoLiveAgents : ILiveAgents
{
    public bool TryGet(AgentId id, out LiveAgent live)
    {
        live = default;
        return false;
    }
}
