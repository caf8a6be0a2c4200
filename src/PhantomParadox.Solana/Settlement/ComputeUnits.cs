namespace PhantomParadox.Solana;

/// <summary>How many compute units a payout asks for.</summary>
internal static class ComputeUnits
{
    // What a line may use that makes a token account, and what a memo may use with an old build of its program.
    private const ulong PerLine = 30_000;
    private const ulong Memo = 60_000;

    /// <summary>What a trial used and a fifth; where it didn't say, what is known to be enough.</summary>
    public static uint LimitFor(ulong? used, int lines)
    {
        var units = used is > 0 and <= ComputeBudgetProgram.MostUnits ? used.Value + (used.Value / 5) + 1 : ((ulong)lines * PerLine) + Memo;
        return (uint)Math.Min(units, ComputeBudgetProgram.MostUnits);
    }
}
