namespace PhantomParadox;

/// <summary>Says how far what a market acknowledged is safe. Optional: a host shows it in its health reply where one is registered.</summary>
public interface IStorageStatus
{
    /// <summary>What is known now; changes as the storage finds out. May be read from any thread.</summary>
    StorageStatus Status { get; }
}

/// <summary>How far what a market acknowledged is safe.</summary>
/// <param name="Kind">The kind of storage, such as <c>redis</c>.</param>
/// <param name="Durable">Whether what was acknowledged survives a crash of any process and of the machine.</param>
/// <param name="Weaknesses">How it may be lost, a sentence each; empty where it is durable.</param>
/// <param name="Notes">What is worth knowing besides, a sentence each.</param>
public sealed record StorageStatus(string Kind, bool Durable, IReadOnlyList<string> Weaknesses, IReadOnlyList<string> Notes);
