using System.Collections.Immutable;

namespace PhantomParadox.Solana;

/// <summary>A message of version 1 as bytes: counts of a fixed width, limits inside the message, no lookup tables.</summary>
internal static class MessageCodecV1
{
    private const uint PriorityFee = 0b00011;   // both bits or none
    private const uint ComputeUnitLimit = 0b00100;
    private const uint LoadedAccountsDataSizeLimit = 0b01000;
    private const uint HeapSize = 0b10000;
    private const uint Known = PriorityFee | ComputeUnitLimit | LoadedAccountsDataSizeLimit | HeapSize;

    public static void Encode(TransactionMessage message, WireWriter writer)
    {
        var config = message.Config ?? new MessageConfig();
        writer.Byte(MessageCodec.VersionBit | 1);
        MessageCodec.WriteHeader(writer, message.Header);
        writer.UInt32(MaskOf(config));
        writer.Bytes(message.RecentBlockHash.AsSpan());
        writer.Byte(checked((byte)message.Instructions.Length));
        writer.Byte(checked((byte)message.AccountKeys.Length));
        foreach (var key in message.AccountKeys)
            writer.Bytes(key.AsSpan());
        if (config.PriorityFee is { } fee)
            writer.UInt64(fee);
        foreach (var value in (ReadOnlySpan<uint?>)[config.ComputeUnitLimit, config.LoadedAccountsDataSizeLimit, config.HeapSize])
        {
            if (value is { } limit)
                writer.UInt32(limit);
        }

        foreach (var instruction in message.Instructions)
        {
            writer.Byte(instruction.ProgramIdIndex);
            writer.Byte(checked((byte)instruction.Accounts.Length));
            writer.UInt16(checked((ushort)instruction.Data.Length));
        }

        foreach (var instruction in message.Instructions)
        {
            writer.Bytes(instruction.Accounts.Span);
            writer.Bytes(instruction.Data.Span);
        }
    }

    /// <summary>Reads what follows the version byte.</summary>
    public static TransactionMessage Decode(ref WireReader reader)
    {
        var header = new MessageHeader(reader.Byte(), reader.Byte(), reader.Byte());
        var mask = reader.UInt32();
        if ((mask & ~Known) != 0)
            throw new FormatException("The limits' mask has bits that are not known.");
        if ((mask & PriorityFee) is not (0 or PriorityFee))
            throw new FormatException("The priority fee must have both of its bits in the mask, or none.");
        var blockHash = reader.Hash();
        var instructions = reader.Byte();
        var keys = MessageCodec.ReadKeys(ref reader, reader.Byte());
        return new TransactionMessage
        {
            Version = TransactionVersion.V1,
            Header = header,
            AccountKeys = keys,
            RecentBlockHash = blockHash,
            Config = new MessageConfig(
                (mask & PriorityFee) != 0 ? reader.UInt64() : null,
                (mask & ComputeUnitLimit) != 0 ? reader.UInt32() : null,
                (mask & LoadedAccountsDataSizeLimit) != 0 ? reader.UInt32() : null,
                (mask & HeapSize) != 0 ? reader.UInt32() : null),
            Instructions = ReadInstructions(ref reader, instructions),
        };
    }

    private static uint MaskOf(MessageConfig config) =>
        (config.PriorityFee is null ? 0 : PriorityFee)
        | (config.ComputeUnitLimit is null ? 0 : ComputeUnitLimit)
        | (config.LoadedAccountsDataSizeLimit is null ? 0 : LoadedAccountsDataSizeLimit)
        | (config.HeapSize is null ? 0 : HeapSize);

    private static ImmutableArray<CompiledInstruction> ReadInstructions(ref WireReader reader, int count)
    {
        var heads = new (byte Program, byte Accounts, ushort Data)[count];
        foreach (ref var head in heads.AsSpan())
            head = (reader.Byte(), reader.Byte(), reader.UInt16());
        var instructions = ImmutableArray.CreateBuilder<CompiledInstruction>(count);
        foreach (var (program, accounts, data) in heads)
            instructions.Add(new CompiledInstruction(program, reader.Bytes(accounts), reader.Bytes(data)));
        return instructions.DrainToImmutable();
    }
}
