namespace PhantomParadox.Testing;

/// <summary>How an append goes wrong. The market can't tell the two apart.</summary>
public enum JournalFault
{
    /// <summary>Nothing was kept.</summary>
    BeforeWriting = 1,

    /// <summary>The batch was kept, and only the news of it is lost.</summary>
    AfterWriting = 2,
}
