namespace PhantomParadox.Solana;

/// <summary>Makes the message of a payout: its limit, its bid, its lines, and its id as a memo, so that equal payouts differ and can be audited.</summary>
internal static class PayoutMessage
{
    public const string MemoPrefix = "pp:payout:";

    // A line takes two accounts of its own at most, beside ten that all share, of the 64 that a transaction may name.
    private const int MostLines = 27;

    /// <summary>The payout's id as it is written on the chain: without dashes, which would cost a token payout one of its wallets.</summary>
    public static string MemoOf(PayoutId payout) => MemoPrefix + payout.Value.ToString("N");

    public static TransactionMessage Of(
        PublicKey payer, PayoutId payout, IReadOnlyList<PayableLine> lines, Hash blockHash, uint units, ulong microLamports)
    {
        List<TransactionInstruction> instructions = [ComputeBudgetProgram.SetComputeUnitLimit(units)];
        if (microLamports > 0)
            instructions.Add(ComputeBudgetProgram.SetComputeUnitPrice(microLamports));
        foreach (var line in lines)
            instructions.AddRange(line.Instructions);
        instructions.Add(MemoProgram.Memo(MemoOf(payout)));
        return MessageCompiler.Compile(TransactionVersion.Legacy, payer, blockHash, instructions);
    }

    /// <summary>The lines, from the first, that one transaction carries.</summary>
    public static List<PayableLine> Fitting(PublicKey payer, PayoutId payout, IReadOnlyList<PayableLine> lines, ulong microLamports)
    {
        var most = Math.Min(lines.Count, MostLines);
        while (most > 0 && !Fits(most))
            most--;
        return [.. lines.Take(most)];

        bool Fits(int count) => Of(payer, payout, [.. lines.Take(count)], default, ComputeBudgetProgram.MostUnits, microLamports).Fits;
    }

    /// <summary>The line that an instruction of the message pays; null where it pays none.</summary>
    public static PayableLine? LineOf(IReadOnlyList<PayableLine> lines, int instruction, ulong microLamports)
    {
        var at = instruction - (microLamports > 0 ? 2 : 1);
        foreach (var line in lines)
        {
            if (at < 0)
                return null;
            if (at < line.Instructions.Length)
                return line;
            at -= line.Instructions.Length;
        }

        return null;
    }
}
