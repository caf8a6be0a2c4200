using System.Collections.Immutable;

namespace PhantomParadox.Solana;

/// <summary>A message as bytes.</summary>
/// <remarks>Source: <see href="https://solana.com/docs/core/transactions"/>.</remarks>
internal static class MessageCodec
{
    /// <summary>First byte of a version; a legacy message's first byte is below.</summary>
    public const byte VersionBit = 0x80;

    public static byte[] Encode(TransactionMessage message)
    {
        var writer = new WireWriter();
        if (message.Version == TransactionVersion.V1)
        {
            MessageCodecV1.Encode(message, writer);
            return writer.ToArray();
        }

        if (message.Version == TransactionVersion.V0)
            writer.Byte(VersionBit);
        WriteHeader(writer, message.Header);
        writer.Length(message.AccountKeys.Length);
        foreach (var key in message.AccountKeys)
            writer.Bytes(key.AsSpan());
        writer.Bytes(message.RecentBlockHash.AsSpan());
        writer.Length(message.Instructions.Length);
        foreach (var instruction in message.Instructions)
        {
            writer.Byte(instruction.ProgramIdIndex);
            writer.WithLength(instruction.Accounts.Span);
            writer.WithLength(instruction.Data.Span);
        }

        if (message.Version == TransactionVersion.V0)
            WriteLookups(writer, message.Lookups);
        return writer.ToArray();
    }

    /// <summary>Reads a message, and leaves the reader behind it. What it holds is not checked against itself.</summary>
    /// <exception cref="FormatException">The bytes are no message of a known version.</exception>
    public static TransactionMessage Decode(ref WireReader reader)
    {
        var first = reader.Byte();
        if (first == (VersionBit | 1))
            return MessageCodecV1.Decode(ref reader);
        var isLegacy = first < VersionBit;
        if (!isLegacy && first != VersionBit)
            throw new FormatException($"Version {first & ~VersionBit} of transactions is not known.");
        return new TransactionMessage
        {
            Version = isLegacy ? TransactionVersion.Legacy : TransactionVersion.V0,
            Header = new MessageHeader(isLegacy ? first : reader.Byte(), reader.Byte(), reader.Byte()),
            AccountKeys = ReadKeys(ref reader, reader.Length()),
            RecentBlockHash = reader.Hash(),
            Instructions = ReadInstructions(ref reader),
            Lookups = isLegacy ? [] : ReadLookups(ref reader),
        };
    }

    public static void WriteHeader(WireWriter writer, MessageHeader header) =>
        writer.Bytes([header.RequiredSignatures, header.ReadOnlySigned, header.ReadOnlyUnsigned]);

    public static ImmutableArray<PublicKey> ReadKeys(ref WireReader reader, int count)
    {
        var keys = ImmutableArray.CreateBuilder<PublicKey>();
        for (var at = 0; at < count; at++)
            keys.Add(reader.Key());
        return keys.DrainToImmutable();
    }

    private static ImmutableArray<CompiledInstruction> ReadInstructions(ref WireReader reader)
    {
        var instructions = ImmutableArray.CreateBuilder<CompiledInstruction>();
        for (var left = reader.Length(); left > 0; left--)
            instructions.Add(new CompiledInstruction(reader.Byte(), reader.WithLength(), reader.WithLength()));
        return instructions.DrainToImmutable();
    }

    private static void WriteLookups(WireWriter writer, ImmutableArray<AddressLookup> lookups)
    {
        writer.Length(lookups.Length);
        foreach (var lookup in lookups)
        {
            writer.Bytes(lookup.Table.AsSpan());
            writer.WithLength(lookup.Writable.Span);
            writer.WithLength(lookup.ReadOnly.Span);
        }
    }

    private static ImmutableArray<AddressLookup> ReadLookups(ref WireReader reader)
    {
        var lookups = ImmutableArray.CreateBuilder<AddressLookup>();
        for (var left = reader.Length(); left > 0; left--)
            lookups.Add(new AddressLookup(reader.Key(), reader.WithLength(), reader.WithLength()));
        return lookups.DrainToImmutable();
    }
}
