namespace PhantomParadox.Sqlite.Journal;

/// <summary>How much of the journal one step of a trim removes.</summary>
/// <param name="Batches">Batches at most.</param>
/// <param name="Bytes">Bytes from which on no further batch is removed.</param>
internal readonly record struct TrimStep(int Batches, long Bytes)
{
    private const int FewBatches = 16;
    private const int ManyBatches = 128;
    private const long FewBytes = 256 * 1024;
    private const long ManyBytes = 1024 * 1024;

    /// <summary>
    /// Little, some 0.3 ms of work, so that a commit that comes meanwhile waits for little; but twice what was appended since the step before,
    /// so that a trim ends however much is appended. Never as much as would hold up a commit for long.
    /// </summary>
    /// <param name="batches">Batches appended since.</param>
    /// <param name="bytes">Their bytes.</param>
    public static TrimStep After(long batches, long bytes) =>
        new((int)Math.Clamp(2 * batches, FewBatches, ManyBatches), Math.Clamp(2 * bytes, FewBytes, ManyBytes));
}
