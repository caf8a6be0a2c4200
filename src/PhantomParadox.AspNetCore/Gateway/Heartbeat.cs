namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>A socket's newest heartbeat. Never changed once made, so that readers need no lock.</summary>
internal sealed class Heartbeat
{
    /// <summary>The message as sent. One that equals it says nothing new.</summary>
    public required byte[] Raw { get; init; }

    /// <summary>What the market decides on; the same instance as in the heartbeat before where nothing of it changed.</summary>
    public required AgentProfile Profile { get; init; }

    /// <summary>Bytes relayed in all; what was reported before where this one doesn't say.</summary>
    public required long BytesRelayed { get; init; }

    public Slice Config { get; init; }

    public Slice Metrics { get; init; }

    public Slice Location { get; init; }

    /// <summary>The profile with the newest count of bytes.</summary>
    public AgentProfile FullProfile => Profile.BytesRelayed == BytesRelayed ? Profile : Profile with { BytesRelayed = BytesRelayed };

    public ReadOnlyMemory<byte> Cut(Slice slice) => Raw.AsMemory(slice.Start, slice.Length);
}

/// <summary>A part of a message, in bytes.</summary>
internal readonly record struct Slice(int Start, int Length);
