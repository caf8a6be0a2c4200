namespace PhantomParadox.Solana;

/// <summary>The limits of a message of version 1; null for one that isn't set.</summary>
/// <param name="PriorityFee">In lamports, for the whole transaction.</param>
/// <param name="ComputeUnitLimit">Compute units.</param>
/// <param name="LoadedAccountsDataSizeLimit">Bytes of account data.</param>
/// <param name="HeapSize">Bytes of a program's heap.</param>
internal sealed record MessageConfig(
    ulong? PriorityFee = null, uint? ComputeUnitLimit = null, uint? LoadedAccountsDataSizeLimit = null, uint? HeapSize = null);
