using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>How sure the chain must be of what an answer is about.</summary>
public enum Commitment
{
    /// <summary>Can't be taken back. The only one at which money counts.</summary>
    [JsonStringEnumMemberName("finalized")]
    Finalized,

    /// <summary>Two thirds of the stake voted for it.</summary>
    [JsonStringEnumMemberName("confirmed")]
    Confirmed,

    /// <summary>The node's newest block, which may vanish.</summary>
    [JsonStringEnumMemberName("processed")]
    Processed,
}
