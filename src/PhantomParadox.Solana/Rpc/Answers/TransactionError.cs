using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>Why a transaction failed or can't run, in the chain's own words.</summary>
/// <param name="Type">The error's name, such as <c>BlockhashNotFound</c>, <c>AlreadyProcessed</c> or <c>InstructionError</c>. Names that are not
/// known here are kept as they came.</param>
[JsonConverter(typeof(TransactionErrorConverter))]
public sealed record TransactionError(string Type)
{
    /// <summary>The instruction at fault, from 0; null unless <see cref="Type"/> is <c>InstructionError</c>.</summary>
    public int? InstructionIndex { get; init; }

    /// <summary>What the instruction complained of, such as <c>InsufficientFunds</c> or <c>Custom</c>; null unless an instruction is at fault.</summary>
    public string? InstructionErrorType { get; init; }

    /// <summary>The program's own number of its error; null unless <see cref="InstructionErrorType"/> is <c>Custom</c>.</summary>
    public uint? CustomCode { get; init; }

    /// <summary>Whether the block hash is unknown to the node: it has expired, or the node lags.</summary>
    public bool IsBlockHashNotFound => Type == "BlockhashNotFound";

    /// <summary>Whether the very same transaction is in a block already; whether it succeeded there, its status says.</summary>
    public bool IsAlreadyProcessed => Type == "AlreadyProcessed";

    /// <summary>The error in one line, such as <c>InstructionError 0: Custom 1</c>.</summary>
    public override string ToString() => InstructionErrorType is null
        ? Type
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Type} {InstructionIndex}: {InstructionErrorType}{(CustomCode is { } code ? $" {code}" : "")}");

    /// <summary>Reads an error as nodes write it: a name, or an object whose one member has the name.</summary>
    internal static TransactionError Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new TransactionError(json.GetString()!);
        if (json.ValueKind != JsonValueKind.Object || json.GetPropertyCount() != 1)
            throw new JsonException("A transaction's error must be a name, or an object of one member.");
        var member = json.EnumerateObject().First();
        if (member.Name != "InstructionError")
            return new TransactionError(member.Name);
        if (member.Value.ValueKind != JsonValueKind.Array || member.Value.GetArrayLength() != 2 || !member.Value[0].TryGetInt32(out var index))
            throw new JsonException("An instruction's error must be an array of its number and what is wrong.");
        return ReadInstruction(index, member.Value[1]);
    }

    private static TransactionError ReadInstruction(int index, JsonElement what)
    {
        var error = new TransactionError("InstructionError") { InstructionIndex = index };
        if (what.ValueKind == JsonValueKind.String)
            return error with { InstructionErrorType = what.GetString() };
        if (what.ValueKind != JsonValueKind.Object || what.GetPropertyCount() != 1)
            throw new JsonException("What is wrong with an instruction must be a name, or an object of one member.");
        var member = what.EnumerateObject().First();
        return error with
        {
            InstructionErrorType = member.Name,
            CustomCode = member.Name == "Custom" && member.Value.TryGetUInt32(out var code) ? code : null,
        };
    }
}
