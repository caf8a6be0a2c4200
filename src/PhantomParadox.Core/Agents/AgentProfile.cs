namespace PhantomParadox;

/// <summary>What an agent says of itself when its session opens, and again whenever it changes.</summary>
public sealed record AgentProfile
{
    /// <summary>The wallet that is the agent's identity: 1 to 64 visible ASCII characters.</summary>
    public required string Wallet { get; init; }

    /// <summary>Kind of client, 1 to 32 characters. Default <c>unknown</c>.</summary>
    public string Platform { get; init; } = "unknown";

    /// <summary>Version of the client, 1 to 32 characters. Default <c>0.0.0</c>.</summary>
    public string Version { get; init; } = "0.0.0";

    /// <summary>What it can do: at most 32 names of <c>[A-Za-z0-9._:-]{1,64}</c>; repeated ones count once. Default <c>relay</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = ["relay"];

    /// <summary>Bandwidth it offers, in Mbit/s, 0 or more; −1 is no limit and meets any minimum. Default 10.</summary>
    public long MaxBandwidth { get; init; } = 10;

    /// <summary>Data it offers a day, in MB, 0 or more; −1 is no limit. Default 1,000.</summary>
    public long DailyDataCap { get; init; } = 1_000;

    /// <summary>Jobs it works on at once: 1 to 64. Default 1.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>Whether it promises to acknowledge an assignment at once, which shortens its start timeout. Default false.</summary>
    public bool Acknowledges { get; init; }

    /// <summary>Who runs it, where configuration or sign-in confirmed that; at most 64 characters. Empty is nobody.</summary>
    public string Operator { get; init; } = "";

    /// <summary>Bytes it has relayed in all, as it reports them; 0 or more.</summary>
    public long BytesRelayed { get; init; }
}
