using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>What a transaction may use, and what it bids for its place.</summary>
internal static class ComputeBudgetProgram
{
    /// <summary>The most compute units of one transaction.</summary>
    public const uint MostUnits = 1_400_000;

    public static PublicKey ProgramId { get; } = PublicKey.Parse("ComputeBudget111111111111111111111111111111");

    public static TransactionInstruction SetComputeUnitLimit(uint units)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, MostUnits);
        var data = new byte[5];
        data[0] = 2;
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(1), units);
        return new TransactionInstruction(ProgramId, [], data);
    }

    /// <param name="microLamports">For each compute unit of the limit, used or not.</param>
    public static TransactionInstruction SetComputeUnitPrice(ulong microLamports)
    {
        var data = new byte[9];
        data[0] = 3;
        BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(1), microLamports);
        return new TransactionInstruction(ProgramId, [], data);
    }
}
