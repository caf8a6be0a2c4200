using System.Buffers;
using System.Text.Json;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>Shows agents as the wire does: what the market knows, overlaid with the gateway's newest heartbeat.</summary>
internal sealed class AgentViews(ILiveAgents liveAgents)
{
    private const int ShownOfWallet = 8;

    public AgentListItem Item(AgentRecord agent)
    {
        liveAgents.TryGet(agent.Id, out var live);
        return new AgentListItem
        {
            Id = agent.Id.Value,
            WalletAddress = Shorten(agent.Profile.Wallet),
            Platform = agent.Profile.Platform,
            Capabilities = agent.Profile.Capabilities,
            Status = Words.AgentStatus[agent.Status],
            Reputation = agent.Reputation,
            Metrics = Metrics(agent, live),
            Location = Read(live.LocationJson),
        };
    }

    public AvailableAgent Available(AgentRecord agent)
    {
        liveAgents.TryGet(agent.Id, out var live);
        return new AvailableAgent
        {
            Id = agent.Id.Value,
            Platform = agent.Profile.Platform,
            Capabilities = agent.Profile.Capabilities,
            Reputation = agent.Reputation,
            Config = Config(agent, live),
        };
    }

    public WireAgent Details(AgentRecord agent)
    {
        liveAgents.TryGet(agent.Id, out var live);
        return new WireAgent
        {
            Id = agent.Id.Value,
            WalletAddress = agent.Profile.Wallet,
            Platform = agent.Profile.Platform,
            Version = agent.Profile.Version,
            Capabilities = agent.Profile.Capabilities,
            Config = Config(agent, live),
            Metrics = Metrics(agent, live),
            Reputation = agent.Reputation,
            Status = Words.AgentStatus[agent.Status],
            CurrentJob = agent.CurrentJobs.Count == 0 ? null : agent.CurrentJobs[0].Value,
            CurrentJobs = [.. agent.CurrentJobs.Select(job => job.Value)],
            Capacity = agent.Profile.Capacity,
            LastHeartbeat = Math.Max(live.LastHeartbeatMs, agent.LastSeen.ToUnixTimeMilliseconds()),
            ConnectedAt = agent.ConnectedAt.ToUnixTimeMilliseconds(),
            Location = Read(live.LocationJson),
        };
    }

    public AgentByWalletReply ByWallet(AgentRecord agent)
    {
        liveAgents.TryGet(agent.Id, out var live);
        return new AgentByWalletReply
        {
            Id = agent.Id.Value,
            Platform = agent.Profile.Platform,
            Capabilities = agent.Profile.Capabilities,
            Metrics = Metrics(agent, live),
            Reputation = agent.Reputation,
            Status = Words.AgentStatus[agent.Status],
        };
    }

    /// <summary>The first characters of a wallet: enough for an agent to know itself, too few to name it.</summary>
    internal static string Shorten(string wallet) =>
        string.Concat(wallet.AsSpan(0, Math.Min(wallet.Length, ShownOfWallet)), "...");

    /// <summary>What the agent said of itself, filled up with what the market took it to mean.</summary>
    internal static JsonElement Config(AgentRecord agent, in LiveAgent live) =>
        Read(live.ConfigJson) is { ValueKind: JsonValueKind.Object } said ? Fill(said, agent.Profile) : Fill(default, agent.Profile);

    private static JsonElement Metrics(AgentRecord agent, in LiveAgent live) =>
        Read(live.MetricsJson) ?? Compose(agent.Profile, static (json, profile) => json.WriteNumber("bytesRelayed"u8, profile.BytesRelayed));

    private static JsonElement Fill(JsonElement said, AgentProfile profile) => Compose((said, profile), static (json, from) =>
    {
        var (bandwidth, cap) = (false, false);
        if (from.said.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in from.said.EnumerateObject())
            {
                // A null says as little as nothing.
                if (member.Value.ValueKind == JsonValueKind.Null)
                    continue;
                bandwidth |= member.NameEquals("maxBandwidth"u8);
                cap |= member.NameEquals("dailyDataCap"u8);
                member.WriteTo(json);
            }
        }

        if (!bandwidth)
            json.WriteNumber("maxBandwidth"u8, from.profile.MaxBandwidth);
        if (!cap)
            json.WriteNumber("dailyDataCap"u8, from.profile.DailyDataCap);
    });

    private static JsonElement Compose<T>(T from, Action<Utf8JsonWriter, T> members)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json, from);
            json.WriteEndObject();
        }

        return Read(bytes.WrittenMemory)!.Value;
    }

    private static JsonElement? Read(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
            return null;
        var reader = new Utf8JsonReader(json.Span);
        return JsonElement.ParseValue(ref reader);
    }
}
