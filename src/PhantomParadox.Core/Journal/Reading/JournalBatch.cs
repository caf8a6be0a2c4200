namespace PhantomParadox;

/// <summary>One commit of a journal, checked.</summary>
public sealed record JournalBatch
{
    /// <summary>Version of its format.</summary>
    public required int Format { get; init; }

    /// <summary>The term of its writer.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Position of its first event.</summary>
    public required long FirstPosition { get; init; }

    /// <summary>Position of its last event.</summary>
    public required long LastPosition { get; init; }

    /// <summary>Bytes that the journal keeps of it.</summary>
    public required int Size { get; init; }

    /// <summary>SHA-256 over these bytes, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>When its first event happened.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When its last event happened.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Its events, in order.</summary>
    public required IReadOnlyList<JournalEvent> Events { get; init; }
}
