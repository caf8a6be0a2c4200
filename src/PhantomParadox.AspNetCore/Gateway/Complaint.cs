namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>What is wrong with a message that never reached the market.</summary>
/// <param name="Code">For programs, in snake case.</param>
/// <param name="Text">For people; names the field.</param>
internal sealed record Complaint(string Code, string Text)
{
    public static Complaint Malformed { get; } = new("invalid_message", "Invalid message format");

    public static Complaint UnknownType { get; } = new("unknown_type", "Unknown message type");

    public static Complaint NoWallet { get; } = new("validation_failed", "Missing agent wallet address");

    public static Complaint NoHeartbeat { get; } = new("agent_unknown", "Send a heartbeat first: this socket has no agent yet");

    public static Complaint TooFast { get; } = new("rate_limited", "Too many messages: at most 20 a second");

    public static Complaint Field(string field, string must) => new("validation_failed", $"{field} must be {must}");

    public static Complaint Repeated(string field) => new("validation_failed", $"{field} is given twice");
}
