namespace PhantomParadox.Solana;

/// <summary>A call of a program within a message: accounts are places among the message's accounts.</summary>
internal sealed record CompiledInstruction(byte ProgramIdIndex, ReadOnlyMemory<byte> Accounts, ReadOnlyMemory<byte> Data);
