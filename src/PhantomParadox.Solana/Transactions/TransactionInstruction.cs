using System.Collections.Immutable;

namespace PhantomParadox.Solana;

/// <summary>A call of a program, before it is part of a message.</summary>
internal sealed record TransactionInstruction(PublicKey ProgramId, ImmutableArray<AccountMeta> Accounts, ReadOnlyMemory<byte> Data);
