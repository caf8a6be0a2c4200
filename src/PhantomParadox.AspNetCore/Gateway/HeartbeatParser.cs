using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Reads a heartbeat by hand: it is the message that a gateway gets most, and most of it is kept as it is.</summary>
internal ref struct HeartbeatParser
{
    public const int MaxBytes = 16_384;
    public const int MaxPartBytes = 4_096;
    private const int MaxCapabilities = 32;

    // The places of the names below them.
    private const int Wallet = 1;
    private const int Platform = 2;
    private const int Version = 3;
    private const int Capabilities = 4;
    private const int Config = 5;
    private const int Metrics = 6;
    private const int Location = 7;
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    private static readonly MemberNames Members = new("type", "agent", "platform", "version", "capabilities", "config", "metrics", "location");

    // What counts where a heartbeat doesn't say.
    private static readonly AgentProfile Unsaid = new() { Wallet = "" };

    private readonly AgentProfile? _before;
    private JsonFields _fields;
    private string? _wallet;
    private string? _platform;
    private string? _version;
    private IReadOnlyList<string>? _capabilities;
    private long? _maxBandwidth;
    private long? _dailyDataCap;
    private long? _capacity;
    private bool? _acknowledges;
    private long? _bytesRelayed;
    private Slice _config;
    private Slice _metrics;
    private Slice _location;

    private HeartbeatParser(ReadOnlySpan<byte> message, AgentProfile? before)
    {
        _fields = new JsonFields(message);
        _before = before;
    }

    /// <summary>Reads a message of type heartbeat.</summary>
    /// <param name="message">The message.</param>
    /// <param name="before">The heartbeat before it on the same socket.</param>
    /// <param name="heartbeat">What it says, or null.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static Complaint? Parse(ReadOnlySpan<byte> message, Heartbeat? before, out Heartbeat? heartbeat)
    {
        heartbeat = null;
        if (message.Length > MaxBytes)
            return Complaint.Field("heartbeat", $"at most {MaxBytes} bytes");

        try
        {
            var parser = new HeartbeatParser(message, before?.Profile);
            if (parser.ReadAll() is { } complaint)
                return complaint;
            if (parser._wallet is null)
                return Complaint.NoWallet;
            heartbeat = parser.Make(message, before);
            return null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return Complaint.Malformed;
        }
    }

    private Complaint? ReadAll()
    {
        if (!_fields.Open())
            return Complaint.Malformed;

        Complaint? complaint;
        while (_fields.NextMember(Members, out var member, out complaint))
        {
            if (_fields.Reader.TokenType == JsonTokenType.Null && member != Wallet)
                continue;   // said to be absent
            complaint = member switch
            {
                Wallet => ReadWallet(),
                Platform => _fields.Text(Members[member], _before?.Platform, 32, ref _platform),
                Version => _fields.Text(Members[member], _before?.Version, 32, ref _version),
                Capabilities => ReadCapabilities(),
                Config => ReadConfig(),
                Metrics => ReadMetrics(),
                Location => ReadLocation(),
                _ => _fields.Ignore(),
            };
            if (complaint is not null)
                return complaint;
        }

        return complaint;
    }

    private Complaint? ReadWallet()
    {
        ref var reader = ref _fields.Reader;
        if (reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty))
            return Complaint.NoWallet;
        if (reader.TokenType == JsonTokenType.String)
        {
            if (_before is not null && reader.ValueTextEquals(_before.Wallet))
            {
                _wallet = _before.Wallet;
                return null;
            }

            if (reader.ValueSpan.Length <= 64 * 6 && reader.GetString() is { Length: <= 64 } wallet && !wallet.AsSpan().ContainsAnyExceptInRange('!', '~'))
            {
                _wallet = wallet;
                return null;
            }
        }

        return Complaint.Field("agent", "a wallet address: 1 to 64 visible ASCII characters");
    }

    private Complaint? ReadCapabilities()
    {
        ref var reader = ref _fields.Reader;
        if (reader.TokenType != JsonTokenType.StartArray)
            return Complaint.Field("capabilities", "an array of names");

        var names = new Names();
        var said = 0;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (++count > 64)
                return Complaint.Field("capabilities", $"at most {MaxCapabilities} names");
            if (reader.TokenType != JsonTokenType.String)
                return Complaint.Field("capabilities", "an array of names");
            if (reader.ValueSpan.Length > 64 * 6 || CommonTexts.Shared.Get(reader) is not { } name || !IsName(name))
                return Complaint.Field("capabilities", "names of 1 to 64 characters of A-Z a-z 0-9 . _ : -");
            if (names[..said].Contains(name))
                continue;
            if (said == MaxCapabilities)
                return Complaint.Field("capabilities", $"at most {MaxCapabilities} names");
            names[said++] = name;
        }

        _capabilities = CommonTexts.Shared.Get(names[..said]);
        return null;
    }

    private Complaint? ReadConfig()
    {
        if (_fields.BeginPart("config", out var start) is { } notAnObject)
            return notAnObject;
        while (_fields.Next())
        {
            ref var reader = ref _fields.Reader;
            var member = reader.ValueTextEquals("maxBandwidth"u8) ? 1
                : reader.ValueTextEquals("dailyDataCap"u8) ? 2
                : reader.ValueTextEquals("capacity"u8) ? 3
                : reader.ValueTextEquals("acknowledges"u8) ? 4
                : reader.ValueTextEquals("operator"u8) ? 5
                : 0;
            reader.Read();
            string? ignored = null;
            var complaint = reader.TokenType == JsonTokenType.Null ? null : member switch
            {
                1 => _fields.Whole("config.maxBandwidth", -1, ref _maxBandwidth),
                2 => _fields.Whole("config.dailyDataCap", -1, ref _dailyDataCap),
                3 => _fields.Integer("config.capacity", 1, 64, ref _capacity),
                4 => _fields.Flag("config.acknowledges", ref _acknowledges),
                5 => _fields.Text("config.operator", null, 64, ref ignored, least: 0),   // counts only once sign-in confirms it
                _ => _fields.Ignore(),
            };
            if (complaint is not null)
                return complaint;
        }

        return _fields.EndPart("config", start, MaxPartBytes, out _config);
    }

    private Complaint? ReadMetrics()
    {
        if (_fields.BeginPart("metrics", out var start) is { } notAnObject)
            return notAnObject;
        while (_fields.Next())
        {
            ref var reader = ref _fields.Reader;
            var counts = reader.ValueTextEquals("bytesRelayed"u8);
            reader.Read();
            var complaint = counts && reader.TokenType != JsonTokenType.Null
                ? _fields.Whole("metrics.bytesRelayed", 0, ref _bytesRelayed)
                : _fields.Ignore();
            if (complaint is not null)
                return complaint;
        }

        return _fields.EndPart("metrics", start, MaxPartBytes, out _metrics);
    }

    private Complaint? ReadLocation()
    {
        if (_fields.BeginPart("location", out var start) is { } notAnObject)
            return notAnObject;
        while (_fields.Next())
        {
            _fields.Reader.Read();
            _fields.Reader.Skip();
        }

        return _fields.EndPart("location", start, MaxPartBytes, out _location);
    }

    private readonly Heartbeat Make(ReadOnlySpan<byte> message, Heartbeat? before)
    {
        var bytes = _bytesRelayed ?? before?.BytesRelayed ?? 0;
        var profile = Unsaid with
        {
            Wallet = _wallet!,
            Platform = _platform ?? Unsaid.Platform,
            Version = _version ?? Unsaid.Version,
            Capabilities = _capabilities ?? Unsaid.Capabilities,
            MaxBandwidth = _maxBandwidth ?? Unsaid.MaxBandwidth,
            DailyDataCap = _dailyDataCap ?? Unsaid.DailyDataCap,
            Capacity = (int)(_capacity ?? Unsaid.Capacity),
            Acknowledges = _acknowledges ?? false,
            BytesRelayed = bytes,
        };
        return new Heartbeat
        {
            Raw = message.ToArray(),
            Profile = before is not null && SameDecision(profile, before.Profile) ? before.Profile : profile,
            BytesRelayed = bytes,
            Config = _config,
            Metrics = _metrics,
            Location = _location,
        };
    }

    private static bool SameDecision(AgentProfile one, AgentProfile other) =>
        one.Wallet == other.Wallet && one.Platform == other.Platform && one.Version == other.Version
        && one.MaxBandwidth == other.MaxBandwidth && one.DailyDataCap == other.DailyDataCap
        && one.Capacity == other.Capacity && one.Acknowledges == other.Acknowledges
        && (ReferenceEquals(one.Capabilities, other.Capabilities) || one.Capabilities.SequenceEqual(other.Capabilities));

    [InlineArray(MaxCapabilities)]
    private struct Names
    {
        private string _first;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && !name.AsSpan().ContainsAnyExcept(NameCharacters);
}
