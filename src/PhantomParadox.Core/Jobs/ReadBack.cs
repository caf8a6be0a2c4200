namespace PhantomParadox;

/// <summary>How much of a job a command copies out for its caller.</summary>
public enum ReadBack : byte
{
    /// <summary>The few figures of <see cref="JobReceipt"/>, without allocation.</summary>
    Receipt,

    /// <summary>The whole <see cref="JobRecord"/> as well.</summary>
    Record,
}
